import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBench, projectRoot, samples, type Bench } from './classifold.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => {
  bench.remove();
});

describe('nothing leaves the machine', () => {
  it('ONNX Runtime leaves no identifier and no queue of events behind, which its telemetry would', async () => {
    const home = bench.path('home');
    mkdirSync(home);
    // Its telemetry is off under test runners and CI by itself, so those variables are taken away.
    const env = { PATH: process.env['PATH'], HOME: home };
    const program = path.join(projectRoot, 'out', 'program', 'cli.cjs');
    const child = spawn(
      process.execPath,
      [program, 'classify', path.join(samples, 'cat.png'), '--catalog', bench.catalog],
      {
        env,
        stdio: 'ignore',
      },
    );
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status).toBe(0);
    const left = readdirSync(home, { recursive: true }).map(String);
    expect(left.filter((name) => /microsoft|deviceid|onnxruntime\.db/i.test(name))).toEqual([]);
    expect(existsSync(path.join(home, '.cache', 'Classifold'))).toBe(true);
  });
});
