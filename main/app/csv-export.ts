import type { CommandInput } from '../../shared/contract/commands.ts';
import type { EventPayload } from '../../shared/contract/events.ts';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { refusal, reply } from './command-handlers.ts';
import { failureText } from './failure-text.ts';
import type { Library } from './library.ts';

/** A search, or pictures that were selected of it. */
type ExportedPictures = CommandInput<'exportCsv'>;

/** Writes one CSV at a time, and can be stopped. */
export interface CsvExport {
  /** Null: it was stopped. */
  write(library: Library, file: string, exported: ExportedPictures): ReturnType<typeof writeCsv>;
  isRunning(): boolean;
  /** Absolute; null: none was written since the start. */
  lastFile(): string | null;
  /** Resolves when nothing is being written any more; what was written so far is gone. */
  stop(): Promise<void>;
}

interface Writing {
  readonly control: AbortController;
  readonly ended: Promise<unknown>;
}

/** @param tell how far it is; null: nothing is being written */
export function createCsvExport(tell: (progress: EventPayload<'exporting'>) => void): CsvExport {
  let writing: Writing | null = null;
  let lastFile: string | null = null;
  return {
    write: async (library, file, exported) => {
      if (writing !== null) return refusal(texts.exportUnderWay);
      const control = new AbortController();
      const ended = writeCsv(library, file, exported, control.signal, tell);
      writing = { control, ended };
      try {
        const written = await ended;
        if (written.ok && written.value !== null) lastFile = file;
        return written;
      } finally {
        writing = null;
        tell(null);
      }
    },
    isRunning: () => writing !== null,
    lastFile: () => lastFile,
    stop: async () => {
      writing?.control.abort();
      // Whoever asked for it hears how it failed, if it did.
      await writing?.ended.catch(() => undefined);
    },
  };
}

async function writeCsv(
  { core }: Library,
  file: string,
  exported: ExportedPictures,
  signal: AbortSignal,
  tell: (progress: EventPayload<'exporting'>) => void,
) {
  const counted = await core.countMatches(exported.query, null, exported.among);
  if (!counted.ok) return refusal(failureText(counted.failure));
  const { pictures } = counted.value;
  tell({ rows: 0, pictures });
  const onRows = (rows: number): void => {
    tell({ rows, pictures });
  };
  const written = await core.exportCsv({ file, ...exported, modelId: null, long: false, excel: false, signal, onRows });
  if (written.ok) return reply({ file, rows: written.value.rows });
  return signal.aborted ? reply(null) : refusal(failureText(written.failure));
}
