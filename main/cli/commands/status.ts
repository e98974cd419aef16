import { stat } from 'node:fs/promises';
import { commandLineTexts as texts } from '../../../shared/texts/command-line.ts';
import type { Core } from '../../core/host-contract.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { jsonPath, terminalPath, type Output } from '../output.ts';
import { refuseWith } from '../refusal.ts';

/** `classifold status`: what the catalog holds. */
export async function status(core: Core, catalog: string, modelId: string | null, output: Output): Promise<ExitStatus> {
  const answer = await core.roots(modelId);
  if (!answer.ok) return refuseWith(answer.failure, output);
  const roots = answer.value;
  const sum = (of: 'present' | 'classified' | 'failed'): number => roots.reduce((total, root) => total + root[of], 0);
  const { chosen } = await core.models();
  output.line(
    texts.status({
      path: catalog,
      bytes: (await stat(catalog)).size,
      roots: roots.length,
      pictures: sum('present'),
      classified: sum('classified'),
      failed: sum('failed'),
      model: modelId ?? chosen,
    }),
  );
  for (const root of roots) output.line(`  ${texts.root({ ...root, path: terminalPath(root.path) })}`);
  return EXIT.done;
}

/** `classifold failures`: one line a picture. */
export async function listFailures(core: Core, json: boolean, output: Output): Promise<ExitStatus> {
  const answer = await core.failures();
  if (!answer.ok) return refuseWith(answer.failure, output);
  let count = 0;
  for await (const { path, failure } of answer.value) {
    count += 1;
    if (json) output.json({ ...jsonPath(path), failure });
    else output.line(texts.failure(terminalPath(path), failure.kind, failure.detail));
    await output.drained();
  }
  if (count === 0 && !json) output.say(texts.noFailures);
  return EXIT.done;
}
