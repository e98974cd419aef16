import { Badge, Button, Card, Group, Progress, Stack, Text, Title } from '@mantine/core';
import type { ModelView } from '../../shared/contract/model-views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { heldWhile } from '../held-while.ts';
import { tellDone } from '../notices.tsx';
import { LEFT_TO_CLASSIFY } from '../state/query-text.ts';
import { useRevision } from '../state/revision.tsx';
import { useRuns } from '../state/runs.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { useCommand } from '../state/use-command.ts';

const { models: texts, removeModel: removeTexts } = windowTexts;

// A prediction's row with its places in the indexes, measured: a catalog of 80,000 pictures with five each, and without.
const PREDICTION_BYTES = 63;

/** One model: what it is, how far it has come, and what can be done about it. */
export function ModelCard({
  model,
  pictures,
  hasOthers,
  onChoose,
  onDelete,
  onRemove,
  onSearch,
}: {
  readonly model: ModelView;
  /** In the library. */
  readonly pictures: number;
  /** Whether another model has results to compare with. */
  readonly hasOthers: boolean;
  readonly onChoose: () => void;
  readonly onDelete: () => void;
  /** Of a person's own: from this machine. */
  readonly onRemove: () => void;
  readonly onSearch: (query: string) => void;
}) {
  const { name, variant, classes, isChosen, done, predictions, installed } = model;
  return (
    <Card withBorder padding="md" component="section" aria-label={name}>
      <Stack gap="xs">
        <Group gap="sm">
          <Title order={2} size="md">
            {name}
          </Title>
          {isChosen ? <Badge size="sm">{texts.chosen}</Badge> : null}
          {installed === null ? (
            <Badge size="sm" color="gray" variant="outline">
              {texts.gone}
            </Badge>
          ) : null}
        </Group>
        <Text size="sm">{texts.network(variant, classes, installed?.inputSize ?? null)}</Text>
        {installed === null ? (
          <Text size="sm" c="var(--window-dimmed)">
            {texts.goneHint}
          </Text>
        ) : (
          <>
            <Text size="sm" c="var(--window-dimmed)">
              {texts.costs(installed.parameters, installed.multiplyAdds, installed.weightBytes)}
            </Text>
            <Text size="sm" c="var(--window-dimmed)" className="selectable">
              {texts.licence(installed.licence)}. {installed.source}
            </Text>
          </>
        )}
        <Progress
          value={pictures === 0 ? 0 : (100 * done) / pictures}
          size="sm"
          color={isChosen ? 'blue' : 'gray'}
          aria-label={texts.done(done, pictures)}
        />
        <Text size="sm">
          {texts.done(done, pictures)}
          {predictions === 0 ? '' : ` · ${texts.kept(predictions, predictions * PREDICTION_BYTES)}`}
        </Text>
        <Group gap="sm">
          {isChosen ? <ChosenActions hasOthers={hasOthers} onSearch={onSearch} /> : null}
          {isChosen || installed === null ? null : (
            <Button variant="default" aria-label={texts.chooseThis(name)} onClick={onChoose}>
              {texts.choose}
            </Button>
          )}
          {predictions === 0 ? null : (
            <Button variant="subtle" color="red" aria-label={texts.deleteOf(name)} onClick={onDelete}>
              {texts.delete}
            </Button>
          )}
          {installed?.isOwn === true ? (
            <Button variant="subtle" color="red" aria-label={removeTexts.openOf(name)} onClick={onRemove}>
              {removeTexts.open}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Card>
  );
}

/** What can be done with the chosen model: look at what it has not seen, and compare it with those before it. */
function ChosenActions({
  hasOthers,
  onSearch,
}: {
  readonly hasOthers: boolean;
  readonly onSearch: (query: string) => void;
}) {
  const command = useCommand();
  const left = useAnswer('count', { query: LEFT_TO_CLASSIFY }, useRevision()).value?.pictures ?? 0;
  const isRunning = useRuns(({ run }) => run !== undefined && run !== null);
  const runRest = async () => {
    if ((await command('continueRun', {})) !== undefined) tellDone(texts.running);
  };
  return (
    <>
      {left === 0 ? null : <Button {...heldWhile(isRunning, () => void runRest())}>{texts.runRest(left)}</Button>}
      {hasOthers ? (
        <>
          <Button
            variant="default"
            onClick={() => {
              onSearch('is:changed');
            }}
          >
            {texts.showChanged}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              onSearch('is:outdated');
            }}
          >
            {texts.showOutdated}
          </Button>
        </>
      ) : null}
    </>
  );
}
