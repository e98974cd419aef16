import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkProgram } from '../../main/cli/fork-program.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'spawn-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs a program as a worker process until it ends. */
function run(source: string): Promise<{
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: string;
  readonly messages: readonly unknown[];
}> {
  const script = path.join(folder, 'program.cjs');
  writeFileSync(script, source);
  const worker = forkProgram(script, { ioThreads: 5, givesWay: false });
  const messages: unknown[] = [];
  worker.onMessage((message) => messages.push(message));
  return new Promise((resolve) => {
    worker.onExit((end) => {
      resolve({ ...end, messages });
    });
  });
}

describe('a spawned worker', () => {
  it('has as many threads as were asked for and knows its parent; bytes stay bytes', async () => {
    const { messages } = await run(`
      process.send({ threads: process.env.UV_THREADPOOL_SIZE, arguments: process.argv.slice(2), options: process.execArgv, bytes: Buffer.from([1]), time: 5n });
      process.disconnect();
    `);
    expect(messages).toEqual([
      {
        threads: '5',
        arguments: [String(process.pid)],
        options: ['--enable-source-maps', '--max-semi-space-size=4'],
        bytes: Buffer.from([1]),
        time: 5n,
      },
    ]);
  });

  it('is heard to its last message and its last words', async () => {
    const end = await run(`
      for (let at = 0; at < 1000; at++) process.send(at);
      process.send('last', () => {
        process.stderr.write('x'.repeat(10000) + 'the end', () => process.kill(process.pid, 'SIGSEGV'));
      });
    `);
    expect(end).toMatchObject({ code: null, signal: 'SIGSEGV' });
    expect(end.messages).toHaveLength(1001);
    expect(end.stderr).toMatch(/^x+the end$/);
    expect(end.stderr.length).toBe(4000);
  });

  it('ends where its program is missing', async () => {
    const worker = forkProgram(path.join(folder, 'missing.cjs'), { ioThreads: 2, givesWay: false });
    const end = await new Promise<{ code: number | null; stderr: string }>((resolve) => {
      worker.onExit(resolve);
    });
    expect(end.code).toBe(1);
    expect(end.stderr).toContain('missing.cjs');
  });

  it('may be sent to and killed when it is gone', async () => {
    const script = path.join(folder, 'gone.cjs');
    writeFileSync(script, 'process.exit(3)');
    const worker = forkProgram(script, { ioThreads: 2, givesWay: false });
    const code = await new Promise((resolve) => {
      worker.onExit((end) => {
        resolve(end.code);
      });
    });
    expect(code).toBe(3);
    worker.send({ kind: 'stop' });
    worker.kill();
  });
});
