import { type ReactNode, useState } from 'react';
import type { ModelView } from '../../shared/contract/model-views.ts';
import { LEFT_TO_CLASSIFY } from '../state/query-text.ts';
import { useCommand } from '../state/use-command.ts';
import { ChosenDialog } from './chosen-dialog.tsx';

/** Chooses a model for the library, wherever a person does. `question`: what is asked after it, to be rendered. */
export function useChooseModel(): {
  readonly choose: (model: Pick<ModelView, 'id' | 'name'>) => Promise<void>;
  readonly question: ReactNode;
} {
  const command = useCommand();
  const [chosen, setChosen] = useState<{ readonly name: string; readonly left: number } | null>(null);
  const choose = async ({ id, name }: Pick<ModelView, 'id' | 'name'>) => {
    if ((await command('chooseModel', { id })) === undefined) return;
    const left = await command('count', { query: LEFT_TO_CLASSIFY });
    if (left !== undefined && left.pictures > 0) setChosen({ name, left: left.pictures });
  };
  const question =
    chosen === null ? null : (
      <ChosenDialog
        name={chosen.name}
        pictures={chosen.left}
        onClose={() => {
          setChosen(null);
        }}
      />
    );
  return { choose, question };
}
