import { ActionIcon, Alert, Button, Group, Text, Title, Tooltip } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconFolderShare, IconRefresh } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { FailureView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { Thumbnail } from '../library/thumbnail.tsx';
import { tellDone } from '../notices.tsx';
import { useCommand } from '../state/use-command.ts';
import { useFailures } from '../state/use-failures.ts';
import screen from '../screen.module.css';
import styles from './failures-screen.module.css';

const texts = windowTexts.failures;
const ROW_HEIGHT = 64;
const AHEAD = 50;

/** What could not be looked at, and why; to be tried again. */
export function FailuresScreen() {
  const command = useCommand();
  const { items, isComplete, problem, pages } = useFailures();
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

  const retry = async (pictures: number[] | null) => {
    if ((await command('retryFailures', { pictures })) !== undefined) tellDone(texts.retrying);
  };
  return (
    <main className={screen['screen']}>
      <Group className={screen['head']} justify="space-between" wrap="nowrap">
        <div>
          <Title order={1} size="md">
            {texts.title}
          </Title>
          <Text size="sm" c="var(--window-dimmed)">
            {items.length === 0 && isComplete ? texts.none : texts.explained}
          </Text>
        </div>
        <Button
          disabled={items.length === 0}
          leftSection={<IconRefresh size="1rem" aria-hidden />}
          onClick={() => void retry(null)}
        >
          {texts.retryAll}
        </Button>
      </Group>
      {problem === null ? null : (
        <Alert color="red" radius={0}>
          {problem}
        </Alert>
      )}
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
                <Failure failure={failure} onRetry={() => void retry([failure.picture])} />
              </li>
            );
          })}
        </ul>
      </div>
    </main>
  );
}

function Failure({ failure, onRetry }: { readonly failure: FailureView; readonly onRetry: () => void }) {
  const command = useCommand();
  const { picture, name, path, reason } = failure;
  return (
    <>
      <div className={styles['thumbnail']}>
        <Thumbnail picture={picture} />
      </div>
      <div className={`${styles['words'] ?? ''} selectable`}>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="xs" c="var(--window-dimmed)">
          {path}
        </Text>
        <Text size="sm" c="var(--window-fault)">
          {reason}
        </Text>
      </div>
      <Tooltip label={windowTexts.picture.showInFolder}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={texts.showInFolder(name)}
          onClick={() => void command('showInFolder', { picture })}
        >
          <IconFolderShare size="1.1rem" stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Button variant="default" size="compact-sm" aria-label={texts.retryOf(name)} onClick={onRetry}>
        {texts.retry}
      </Button>
    </>
  );
}
