import { useCallbackRef } from '@mantine/hooks';
import type { Selection } from '../../shared/contract/commands.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { tellWithAction } from '../notices.tsx';
import { useCommand } from '../state/use-command.ts';

const texts = windowTexts.actions;

/** Writes what is selected of what a query finds, or all of it, as CSV, where the person says. */
export function useExport(query: string): (selection: Selection) => void {
  const command = useCommand();
  const write = async (selection: Selection) => {
    const among = 'pictures' in selection ? { among: selection.pictures } : {};
    const written = await command('exportCsv', { query, ...among });
    // Null: the person closed the dialog, or stopped it.
    if (written === undefined || written === null) return;
    tellWithAction(texts.exported(written.rows, written.file), texts.showFile, () => void command('showExported', {}));
  };
  return useCallbackRef((selection) => void write(selection));
}
