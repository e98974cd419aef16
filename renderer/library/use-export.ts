import { useCallback } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import { tellDone } from '../notices.tsx';
import { useCommand } from '../state/use-command.ts';

/** Writes what a query finds as CSV, where the person says. */
export function useExport(query: string): () => Promise<void> {
  const command = useCommand();
  return useCallback(async () => {
    const written = await command('exportCsv', { query });
    // Null: the person closed the dialog.
    if (written !== undefined && written !== null) tellDone(windowTexts.actions.exported(written.rows, written.file));
  }, [command, query]);
}
