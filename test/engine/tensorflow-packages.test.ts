import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forkProgram } from '../../main/cli/fork-program.ts';
import { TENSORFLOW_PACKAGES, type TensorflowPackage } from '../../main/engine/tensorflow-packages.ts';
import { describeEngine } from '../../main/pool/describe.ts';
import { projectRoot } from '../cli/classifold.ts';
import { TENSORFLOW_BINDING } from '../e2e/runtime/place.ts';
import { hasTensorflow } from './tensorflow-here.ts';

const [ofCards, ofProcessors] = TENSORFLOW_PACKAGES;
const installed = path.join(projectRoot, 'node_modules');

let folder: string;
let modules: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'classifold-packages-'));
  modules = path.join(folder, 'node_modules');
  for (const name of TENSORFLOW_PACKAGES) layDown(name);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The package as it is installed, with the binding that it has, and beside it what it needs. */
function layDown(name: TensorflowPackage): void {
  const place = path.join(installed, name);
  cpSync(place, path.join(modules, name), { recursive: true });
  const manifest = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8')) as { dependencies: object };
  // The last one it needs, and does not say so.
  for (const needed of [...Object.keys(manifest.dependencies), '@tensorflow/tfjs-core']) {
    const [there, here] = [path.join(installed, needed), path.join(modules, needed)];
    if (!existsSync(there) || existsSync(here)) continue;
    mkdirSync(path.dirname(here), { recursive: true });
    symlinkSync(there, here, 'junction');
  }
}

/** A library of another machine, or half of a download. */
function breakBinding(name: TensorflowPackage): void {
  const binding = path.join(modules, name, TENSORFLOW_BINDING);
  rmSync(binding, { force: true });
  mkdirSync(path.dirname(binding), { recursive: true });
  writeFileSync(binding, 'no library '.repeat(100));
}

/** As a worker that ships says it of its own process. */
function described() {
  const workerScript = path.join(projectRoot, 'out', 'program', 'worker.cjs');
  return describeEngine(
    { engine: 'tensorflow', packFolder: folder },
    { spawn: forkProgram, workerScript, deadlineMs: 60_000 },
  );
}

const notLoaded = (name: string) => `${name} cannot be loaded: .*${path.basename(TENSORFLOW_BINDING)}.+`;

describe('a package whose binding is here and cannot be loaded', () => {
  it.skipIf(!hasTensorflow)('is passed over for the next one, and that is said', async () => {
    breakBinding(ofCards);
    expect(await described()).toMatchObject({
      ok: true,
      facts: {
        package: {
          name: ofProcessors,
          passedOver: [expect.stringMatching(new RegExp(`^${notLoaded(ofCards)}`)) as string],
        },
        usesGpu: false,
      },
    });
  });

  it('is told with its reason where the next one cannot be loaded either', async () => {
    breakBinding(ofCards);
    breakBinding(ofProcessors);
    expect(await described()).toEqual({
      ok: false,
      kind: 'absent',
      reason: expect.stringMatching(new RegExp(`^${notLoaded(ofCards)}; ${notLoaded(ofProcessors)}`)) as string,
    });
  });
});
