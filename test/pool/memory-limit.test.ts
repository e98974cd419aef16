import { fork } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childEnvironment, lastWords } from '../../main/process/child-process.ts';
import type { Spawn } from '../../main/process/started-process.ts';
import { hasPrlimit, PRLIMIT } from '../memory-limits.js';
import { allClassified, classifyAll, footingOf, openPoolBench, projectRoot, type PoolBench } from './pool-bench.ts';

const WORKER = path.join(projectRoot, 'out', 'program', 'worker.cjs');

// V8 reserves half a gigabyte for the code of each of a worker's two threads, and counts it: below 1.4 GB no worker does
// its work. A batch of 2,560 pictures takes 1.5 GB more, half of it fits.
const LIMIT_BYTES = 2.4e9;
const BATCH = 2560;

/** As the command line starts its processes, with less memory. */
const spawnLimited: Spawn = (script, options) => {
  const child = fork(script, [String(process.pid)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execPath: PRLIMIT,
    execArgv: [`--data=${LIMIT_BYTES}`, process.execPath],
    env: childEnvironment(options),
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = lastWords(stderr, text);
  });
  return {
    pid: child.pid,
    send: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      child.on('close', (code, signal) => {
        listener({ code, signal, stderr });
      });
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
};

describe.skipIf(!hasPrlimit)('a worker that ships, under prlimit --data', () => {
  let bench: PoolBench;
  beforeAll(() => {
    bench = openPoolBench();
  });
  afterAll(async () => {
    await bench.endPools();
    bench.remove();
  });

  it('classifies every picture with the half of a batch that has no room', async () => {
    const { innocent } = bench.makePictures(6);
    const reasons: string[] = [];
    const pool = bench.openPool({
      spawn: spawnLimited,
      workerScript: WORKER,
      footing: footingOf({ workers: 1, threads: 1, decoders: 1, batch: BATCH }),
      onReduced: (_footing, because) => reasons.push(because),
    });
    expect((await classifyAll(pool, innocent)).kinds).toEqual(allClassified(innocent));
    expect(pool.inForce.plan.batch).toBe(BATCH / 2);
    expect(reasons).toEqual([expect.stringMatching(/allocat/)]);
  });
});
