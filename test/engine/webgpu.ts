import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { runtimeFolder, softwareVulkan } from '../../main/cli/software-vulkan.js';
import { openBench, projectRoot, samples } from '../cli/classifold.ts';

const run = promisify(execFile);

/** Compares this program on WebGPU with files of reference logits; throws, with every deviation, where one is over. */
export async function compareOnWebGpu(folder: string): Promise<string> {
  const program = path.join(projectRoot, 'test', 'parity', 'main.ts');
  const { stdout } = await run(process.execPath, [program, folder, '--engine', 'onnxruntime:webgpu'], {
    // The loader of libraries reads this when a process starts.
    env: { ...process.env, ...softwareVulkan(process.env) },
  });
  return stdout;
}

/** The best class of each of these samples, by the command that a person types in a checkout, with this engine. */
export async function bestClasses(engine: string, names: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const bench = openBench();
  try {
    const files = names.map((name) => path.join(samples, name));
    const start = path.join(projectRoot, 'main', 'cli', 'start.js');
    const args = [start, 'classify', ...files, '--engine', engine, '--json', '--catalog', bench.catalog];
    // The start script finds the driver by itself, where it was provisioned.
    const env = { ...process.env, CLASSIFOLD_TEST_RUNTIME: runtimeFolder(), XDG_CACHE_HOME: bench.path('cache') };
    const { stdout } = await run(process.execPath, args, { env });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ResultLine);
    return Object.fromEntries(
      lines.flatMap(({ path: file, predictions }) =>
        file === undefined ? [] : [[path.basename(file), predictions?.[0]?.label ?? '']],
      ),
    );
  } finally {
    bench.remove();
  }
}

interface ResultLine {
  readonly path?: string;
  readonly predictions?: readonly { readonly label: string }[];
}
