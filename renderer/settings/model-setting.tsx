import { Anchor, Select, Text } from '@mantine/core';
import type { ModelView, SettingsView } from '../../shared/contract/model-views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { AnswerProblem } from '../answer-status.tsx';
import { useChooseModel } from '../models/use-choose-model.tsx';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';

const texts = windowTexts.settings;

/** The chosen model, and the installed ones to choose from. */
export function ModelSetting({
  model,
  onShowModels,
}: {
  readonly model: SettingsView['model'];
  readonly onShowModels: () => void;
}) {
  const answer = useAnswer('models', {}, useRevision());
  const { value } = answer;
  const { choose, question } = useChooseModel();
  const installed = (value?.models ?? []).filter((one) => one.installed !== null);
  // The chosen one stands there before the list of them all is known.
  const usable = installed.some(({ id }) => id === model.id) ? installed : [model, ...installed];
  const damaged = value?.problems.length ?? 0;
  return (
    <div>
      <Select
        label={texts.model}
        description={texts.modelHint}
        size="sm"
        allowDeselect={false}
        value={model.id}
        data={usable.map((one) => ({ value: one.id, label: labelOf(one, usable) }))}
        onChange={(id) => {
          const chosen = usable.find((one) => one.id === id);
          if (chosen !== undefined && chosen.id !== model.id) void choose(chosen);
        }}
      />
      <AnswerProblem answer={answer} />
      {damaged === 0 ? null : (
        <Text size="xs" mt={4} c="var(--window-dimmed)">
          {texts.damagedModels(damaged)}
        </Text>
      )}
      <Anchor
        component="button"
        type="button"
        size="sm"
        mt={4}
        c="var(--window-focus)"
        underline="always"
        onClick={onShowModels}
      >
        {texts.modelsLink}
      </Anchor>
      {question}
    </div>
  );
}

type Named = Pick<ModelView, 'id' | 'name'>;

/** Its name; two of one name are told apart by what commands call them. */
function labelOf({ id, name }: Named, among: readonly Named[]): string {
  return among.filter((one) => one.name === name).length > 1 ? `${name} (${id})` : name;
}
