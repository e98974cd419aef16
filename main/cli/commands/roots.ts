import path from 'node:path';
import { displayPath } from '../../../shared/file-path.ts';
import { commandLineTexts as texts } from '../../../shared/texts/command-line.ts';
import type { Core } from '../../core/host-contract.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { terminalPath, type Output } from '../output.ts';
import { refuseWith } from '../refusal.ts';

/** `classifold roots list`. */
export async function listRoots(core: Core, modelId: string | null, output: Output): Promise<ExitStatus> {
  const answer = await core.roots(modelId);
  if (!answer.ok) return refuseWith(answer.failure, output);
  const lines = answer.value.map((root) => ({ ...root, path: terminalPath(root.path) }));
  for (const root of lines) {
    // The volume is of interest only where it tells two roots apart.
    const isAlone = lines.filter(({ path: other }) => other === root.path).length === 1;
    output.line(texts.root({ ...root, volume: isAlone ? null : root.volume }));
  }
  if (answer.value.length === 0) output.say(texts.noRoots);
  return EXIT.done;
}

/** `classifold roots forget PATH`. */
export async function forgetRoot(core: Core, named: string, output: Output): Promise<ExitStatus> {
  const root = path.resolve(named);
  const answer = await core.forgetRoot(root);
  if (!answer.ok) return refuseWith(answer.failure, output);
  output.line(texts.rootForgotten(displayPath(root), answer.value.pictures));
  return EXIT.done;
}

/** `classifold roots move OLD NEW`. */
export async function moveRoot(core: Core, from: string, to: string, output: Output): Promise<ExitStatus> {
  const old = path.resolve(from);
  const now = path.resolve(to);
  const answer = await core.moveRoot(old, now, true);
  if (!answer.ok) return refuseWith(answer.failure, output);
  output.line(texts.rootMoved(old, now));
  return EXIT.done;
}
