import path from 'node:path';
import { commandLineTexts as texts } from '../../../shared/texts/command-line.ts';
import type { Core, ExportRequest } from '../../core/host-contract.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import type { Output } from '../output.ts';
import { refuseWith } from '../refusal.ts';
import { sayUnknown } from './search.ts';

/** `classifold export --csv FILE`. */
export async function exportCsv(core: Core, request: ExportRequest, output: Output): Promise<ExitStatus> {
  const file = path.resolve(request.file);
  const answer = await core.exportCsv({ ...request, file });
  if (!answer.ok) return refuseWith(answer.failure, output);
  sayUnknown(answer.value.unknownNames, output);
  output.say(texts.exported(answer.value.rows, file));
  return EXIT.done;
}
