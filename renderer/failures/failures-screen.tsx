import { Button, Group, NativeSelect } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconRefresh } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { CommandInput } from '../../shared/contract/commands.ts';
import { FAILURE_KINDS, type FailureKind } from '../../shared/failure.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { tellDone } from '../notices.tsx';
import { ProblemAlert } from '../problem-alert.tsx';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { useFailures } from '../state/use-failures.ts';
import { useWorkingCommand } from '../state/use-working-command.ts';
import { ScreenHead } from '../screen-head.tsx';
import { StaleBar } from '../stale-bar.tsx';
import screen from '../screen.module.css';
import { FailureRow } from './failure-row.tsx';
import styles from './failures-screen.module.css';

const texts = windowTexts.failures;
const ROW_HEIGHT = 64;
const AHEAD = 50;

/** What could not be looked at, and why: of one kind or of all, to be tried again. */
export function FailuresScreen() {
  const { command, isWorking } = useWorkingCommand();
  const revision = useRevision();
  const kinds = useAnswer('failureKinds', {}, revision).value ?? [];
  const [kind, setKind] = useState<FailureKind | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const { items, isComplete, isStale, problem, pages } = useFailures(kind);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 5,
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    pages.want(last + AHEAD);
  }, [pages, last]);

  const retry = async (which: CommandInput<'retryFailures'>['which']) => {
    // A button that could not be pressed for a moment would lose the keyboard.
    if (isWorking) return;
    if ((await command('retryFailures', { which })) === undefined) return;
    tellDone(texts.retrying);
    setSelected(new Set());
  };
  // What was selected may have been looked at meanwhile.
  const chosen = items.filter(({ picture }) => selected.has(picture)).map(({ picture }) => picture);
  // The last of the chosen kind may be gone: a browser shows the first choice where the chosen one is not there.
  const shownKinds =
    kind === null || kinds.some((one) => one.kind === kind) ? kinds : [...kinds, { kind, pictures: 0 }];
  const all = kinds.reduce((sum, { pictures }) => sum + pictures, 0);
  return (
    <main className={screen['screen']}>
      <ScreenHead
        title={texts.title}
        explained={items.length === 0 && isComplete && kind === null ? texts.none : texts.explained}
        actions={
          <Group gap="sm">
            <NativeSelect
              size="xs"
              aria-label={texts.filter}
              value={kind ?? ''}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setKind(FAILURE_KINDS.find((known) => known === value) ?? null);
                setSelected(new Set());
              }}
              data={[
                { value: '', label: texts.kind(texts.all, all) },
                ...shownKinds.map((one) => ({
                  value: one.kind,
                  label: texts.kind(texts.kinds[one.kind], one.pictures),
                })),
              ]}
            />
            <Button
              disabled={items.length === 0}
              leftSection={<IconRefresh size="1rem" aria-hidden />}
              onClick={() => void retry(chosen.length > 0 ? { pictures: chosen } : kind === null ? null : { kind })}
            >
              {chosen.length > 0 ? texts.retrySelected(chosen.length) : texts.retryAll}
            </Button>
          </Group>
        }
      />
      {problem === null ? null : <ProblemAlert message={problem} isWide onTryAgain={pages.refresh} />}
      {isStale ? <StaleBar onRefresh={pages.refresh} /> : null}
      {/* A long list that only the keyboard scrolls has to take the focus. */}
      <div ref={scroller} className={styles['scroller']} tabIndex={0} role="region" aria-label={texts.list}>
        <ul className={styles['list']} style={{ height: virtualizer.getTotalSize() }}>
          {rows.map((row) => {
            const failure = items[row.index];
            return failure === undefined ? null : (
              <li
                key={failure.picture}
                ref={virtualizer.measureElement}
                data-index={row.index}
                className={styles['row']}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <FailureRow
                  failure={failure}
                  isSelected={selected.has(failure.picture)}
                  onSelect={(isSelected) => {
                    const others = [...selected].filter((picture) => picture !== failure.picture);
                    setSelected(new Set(isSelected ? [...others, failure.picture] : others));
                  }}
                  onRetry={() => void retry({ pictures: [failure.picture] })}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </main>
  );
}
