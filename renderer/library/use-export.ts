import { useCallbackRef } from '@mantine/hooks';
import { windowTexts } from '../../shared/texts/window.ts';
import { tellWithAction } from '../notices.tsx';
import { useCommand } from '../state/use-command.ts';

const texts = windowTexts.actions;

/** Writes what a query finds as CSV, where the person says. */
export function useExport(query: string): () => Promise<void> {
  const command = useCommand();
  return useCallbackRef(async () => {
    const written = await command('exportCsv', { query });
    // Null: the person closed the dialog, or stopped it.
    if (written === undefined || written === null) return;
    tellWithAction(texts.exported(written.rows, written.file), texts.showFile, () => void command('showExported', {}));
  });
}
