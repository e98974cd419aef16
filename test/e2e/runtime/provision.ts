import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { CommandEnd } from './command.ts';
import { ensureDebianPackages } from './debian-packages.ts';
import { ensureElectron } from './electron-download.ts';
import { ensureLoader } from './loader-bundle.ts';
import { ELECTRON_VERSION, readyStamp, runtimeFolder, tensorflowFolder, type TensorflowBuild } from './place.ts';
import { ensureSqliteBinding } from './sqlite/compile.ts';
import { ensureSwiftshader } from './swiftshader.ts';
import { ensureTensorflow } from './tensorflow/build.ts';

// `npm run provision [-- --cuda]`: brings what tests need and a checkout lacks: Electron for the end-to-end tests, its software Vulkan for WebGPU, and
// TensorFlow's library with the binding of tfjs-node (with --cuda also a build of tfjs-node-gpu). Does nothing where all is
// there. After a line that says why: exit status 2 where TensorFlow cannot be had, 4 where the end-to-end tests cannot run,
// the sum of both where neither can.

const WITHOUT_TENSORFLOW = 2;
const WITHOUT_END_TO_END = 4;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function provisionEndToEnd(): Promise<CommandEnd> {
  rmSync(readyStamp(), { force: true });
  for (const ensure of [ensureDebianPackages, ensureElectron, ensureSwiftshader, ensureSqliteBinding, ensureLoader]) {
    const done = await ensure(say);
    if (!done.ok) return done;
  }
  writeFileSync(readyStamp(), '');
  return { ok: true, output: '' };
}

/** Where it is here, or why not; never stands in the way of anything else. */
async function provisionTensorflow(build: TensorflowBuild): Promise<boolean> {
  const done = await ensureTensorflow(build, say);
  const name = build === 'cpu' ? 'TensorFlow' : 'TensorFlow with CUDA';
  say(done.ok ? `${name} is in ${tensorflowFolder(build)}` : `${name} cannot be had here: ${done.reason}`);
  return done.ok;
}

const unknown = process.argv.slice(2).filter((argument) => argument !== '--cuda');
if (unknown.length > 0) {
  say(`Unknown: ${unknown.join(' ')}. Usage: npm run provision [-- --cuda]`);
  process.exitCode = 1;
} else if (process.platform !== 'linux' || process.arch !== 'x64') {
  const here = `${process.platform} on ${process.arch}`;
  say(`The end-to-end tests and those of TensorFlow cannot run here: they run on Linux on x64 so far, not on ${here}`);
  process.exitCode = WITHOUT_TENSORFLOW + WITHOUT_END_TO_END;
} else {
  mkdirSync(runtimeFolder(), { recursive: true });
  const endToEnd = await provisionEndToEnd();
  say(
    endToEnd.ok
      ? `Electron ${ELECTRON_VERSION} for the end-to-end tests is in ${runtimeFolder()}`
      : `The end-to-end tests cannot run here: ${endToEnd.reason}`,
  );
  let tensorflow = await provisionTensorflow('cpu');
  if (process.argv.includes('--cuda')) tensorflow = (await provisionTensorflow('cuda')) && tensorflow;
  process.exitCode = (tensorflow ? 0 : WITHOUT_TENSORFLOW) + (endToEnd.ok ? 0 : WITHOUT_END_TO_END);
}
