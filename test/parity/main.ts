import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Engine } from '../../main/engine/engine.ts';
import { engineNamed } from '../../main/engine/engines.ts';
import { onnxruntimeCpu } from '../../main/engine/onnxruntime.ts';
import { ENGINE_NAMES } from '../../shared/engine.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { compareFiles, referenceFiles } from './compare-folder.ts';

// `npm run parity -- DIR [--engine ID]`: compares this program with every file of reference logits in a folder. Ends
// with 0 where all are within the tolerance, 1 where one is not, 2 where it was used wrongly.

const USAGE = 'usage: npm run parity -- DIR [--engine ID]';

/** By what a person may call them; the first is the one without `--engine`. */
const ENGINES: ReadonlyMap<string, Engine> = new Map([
  ['onnxruntime', onnxruntimeCpu],
  ...ENGINE_NAMES.map((name) => [name, engineNamed(name, null)] as const),
]);

interface Request {
  readonly files: readonly string[];
  readonly engine: Engine;
}

/** Throws what is wrong with the arguments. */
function readRequest(args: readonly string[]): Request {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { engine: { type: 'string', default: 'onnxruntime' } },
  });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw new Error('give one folder of files with reference logits');
  const engine = ENGINES.get(values.engine);
  if (engine === undefined) {
    throw new Error(`no engine is called ${values.engine}; there are ${[...ENGINES.keys()].join(', ')}`);
  }
  // npm runs this in the package's folder, whatever folder it was called in.
  const files = referenceFiles(path.resolve(process.env['INIT_CWD'] ?? '.', folder));
  if (files.length === 0) throw new Error(`there is no .json file in ${folder}`);
  return { files, engine };
}

let request: Request | null = null;
try {
  request = readRequest(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`parity: ${thrownMessage(error)}\n${USAGE}\n`);
  process.exitCode = 2;
}
if (request !== null) {
  const over = await compareFiles(request.files, request.engine, (line) => {
    process.stdout.write(`${line}\n`);
  });
  process.exitCode = over === 0 ? 0 : 1;
}
