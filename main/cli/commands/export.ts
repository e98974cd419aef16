import path from 'node:path';
import { commandLineTexts as texts } from '../../../shared/texts/command-line.ts';
import type { Core } from '../../core/host-contract.ts';
import type { ExportRequest } from '../../core/host-requests.ts';
import { endSoon } from '../end-soon.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import type { Output } from '../output.ts';
import { refuseWith } from '../refusal.ts';
import { hearSignals } from '../signals.ts';
import { sayUnknown } from './search.ts';

/** `classifold export --csv FILE`. */
export async function exportCsv(
  core: Core,
  request: Omit<ExportRequest, 'signal'>,
  output: Output,
): Promise<ExitStatus> {
  const file = path.resolve(request.file);
  const stop = new AbortController();
  const heard = hearSignals(() => {
    stop.abort();
    endSoon();
  });
  const answer = await core.exportCsv({ ...request, file, signal: stop.signal });
  heard.release();
  if (stop.signal.aborted && !answer.ok) {
    refuseWith(answer.failure, output);
    return EXIT.interrupted;
  }
  if (!answer.ok) return refuseWith(answer.failure, output);
  sayUnknown(answer.value.unknownNames, output);
  output.say(texts.exported(answer.value.rows, file));
  return EXIT.done;
}
