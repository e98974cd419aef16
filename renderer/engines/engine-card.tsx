import { Badge, Button, Card, Group, Radio, Stack, Text } from '@mantine/core';
import { assertNever } from '../../shared/assert-never.ts';
import type { AddedPack } from '../../shared/engine-pack.ts';
import type { EngineDescription, EngineState } from '../../shared/engine-report.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { heldWhile } from '../held-while.ts';
import { engineFacts, neverRunText } from './engine-facts.ts';

const texts = windowTexts.engines;

/** One engine: whether it is here, what is known of it or why it is not, and the choice of it. */
export function EngineCard({
  described,
  isInUse,
  isChosen,
  isBusy,
  onRemove,
}: {
  readonly described: EngineDescription;
  readonly isInUse: boolean;
  /** What is chosen stays so, and says why it cannot be had. */
  readonly isChosen: boolean;
  /** Packs have to wait. */
  readonly isBusy: boolean;
  readonly onRemove: (pack: AddedPack) => void;
}) {
  const { engine, state, pack, cardUnused } = described;
  const facts = engineFacts(described);
  const neverRun = neverRunText(described);
  return (
    <Card withBorder padding="md" component="section" aria-label={texts.names[engine]}>
      <Stack gap="xs">
        <Group gap="sm">
          <Radio
            value={engine}
            disabled={state.kind !== 'present' && !isChosen}
            label={texts.names[engine]}
            styles={{ label: { fontWeight: 600 } }}
          />
          {isInUse ? <Badge size="sm">{texts.badges.inUse}</Badge> : null}
          <StateBadge state={state} />
          {neverRun === null ? null : (
            <Badge size="sm" color="gray" variant="outline">
              {texts.badges.neverRun}
            </Badge>
          )}
        </Group>
        {facts.length === 0 ? null : (
          <Text size="sm" c="var(--window-dimmed)" className="selectable" style={{ overflowWrap: 'anywhere' }}>
            {facts.join(' · ')}
          </Text>
        )}
        <StateWords state={state} />
        {cardUnused === null ? null : (
          <Text size="sm" className="selectable" style={{ overflowWrap: 'anywhere' }}>
            {texts.cardUnused(cardUnused)}
          </Text>
        )}
        {neverRun === null ? null : <Text size="sm">{neverRun}</Text>}
        {pack === null ? null : (
          <Group justify="space-between" gap="sm">
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {texts.pack(pack)}
            </Text>
            <Button
              variant="subtle"
              color="red"
              {...heldWhile(isBusy, () => {
                onRemove(pack);
              })}
            >
              {texts.removePack}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  );
}

function StateBadge({ state }: { readonly state: EngineState }) {
  const { badges } = texts;
  switch (state.kind) {
    case 'present':
      return (
        <Badge size="sm" color={state.isSoftware ? 'gray' : 'blue'} variant="outline">
          {state.isSoftware ? badges.software : badges.present}
        </Badge>
      );
    case 'absent':
      return (
        <Badge size="sm" color="gray" variant="outline">
          {badges.absent}
        </Badge>
      );
    case 'refused':
      return (
        <Badge size="sm" color="red">
          {badges.refused}
        </Badge>
      );
    default:
      return assertNever(state);
  }
}

/** Why it is not to be had, and how to get it. */
function StateWords({ state }: { readonly state: EngineState }) {
  if (state.kind === 'present') return state.isSoftware ? <Text size="sm">{texts.software}</Text> : null;
  const remedy = state.kind === 'absent' ? state.remedy : null;
  return (
    <>
      <Text size="sm" className="selectable" style={{ overflowWrap: 'anywhere' }}>
        {texts.reason(state.reason)}
      </Text>
      {remedy === null ? null : (
        <Text size="sm" className="selectable" style={{ overflowWrap: 'anywhere' }}>
          {texts.remedy(remedy)}
        </Text>
      )}
    </>
  );
}
