import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installLargeModel, LARGE_MODEL, LARGE_MODEL_NAME } from '../core/large-model.ts';
import { jsonLines, openBench, projectRoot, samples, type Bench, type Running } from './classifold.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => {
  bench.remove();
});

/** `count` pictures with contents of their own. */
function addMany(count: number): void {
  for (let index = 0; index < count; index++) {
    bench.addSamples({ [`many/${index}.webp`]: 'hens.webp' });
    appendFileSync(bench.path(`many/${index}.webp`), `copy ${index}`);
  }
}

describe('docs/models.md', () => {
  it('has of the bundled model what is said of it', async () => {
    const { stdout } = await bench.run('models', 'describe', 'efficientnet-lite0');
    const facts = /^.*?^Default threshold: .*?$/msu.exec(stdout)?.[0];
    expect(facts).toContain('Memory of a worker');
    expect(readFileSync(path.join(projectRoot, 'docs', 'models.md'), 'utf8')).toContain(facts);
  });
});

describe('exit status and messages', () => {
  it.each([
    ['no path', ['classify']],
    ['an unknown command', ['clasify', 'x']],
    ['an unknown option', ['classify', '.', '--fast']],
    ['k of 0', ['classify', '.', '--top', '0']],
    ['k of 21', ['classify', '.', '--top', '21']],
    ['k that is no number', ['classify', '.', '--top', 'five']],
    ['an extension that is none', ['classify', '.', '--extensions', 'jpg,,png']],
    ['no worker', ['classify', '.', '--workers', '0']],
    ['less memory than a worker needs', ['classify', '.', '--memory', '0.1']],
    ['less memory of a GPU than any network needs', ['classify', '.', '--gpu-memory', '0.05']],
    ['memory of a GPU that is no number', ['classify', '.', '--gpu-memory', 'all']],
    ['an empty tag', ['classify', '.', '--tag', ' ']],
    ['a limit of 0', ['search', 'dog', '--limit', '0']],
    ['a sort that is none', ['search', 'dog', '--sort', 'size']],
    ['no file to export to', ['export']],
    ['an engine that is none', ['engines', '--engine', 'cuda']],
    ['a digest that is none', ['engines', 'add', 'pack', '--digest', 'abc']],
    ['no engine pack to add', ['engines', 'add']],
    ['an engine that no pack is made of', ['engines', 'remove', 'onnxruntime:cpu']],
    ['roots without a command that is known', ['roots', 'remove', 'x']],
  ])('is 2 for %s, with the way out on standard error', async (_name, args) => {
    const ended = await bench.run(...args);
    expect(ended.status).toBe(2);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toMatch(/error: .+\n(?:\(Did you mean .+\n)?\(--help/);
    expect(existsSync(bench.catalog)).toBe(false);
  });

  it('is 2 for a model that is not there, which are named', async () => {
    const ended = await bench.run('classify', samples, '--model', 'b9');
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toContain('efficientnet-lite0');
  });

  it('is 2 for a model that needs more memory than is allowed, with how much', async () => {
    await installLargeModel(bench.path('Classifold', 'models'));
    const ended = await bench.run('classify', samples, '--model', LARGE_MODEL, '--memory', '1');
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toContain(`${LARGE_MODEL_NAME} needs about 1.6 GB of memory; --memory allows 1 GB.`);
  });

  it('is 1 where no named path is there, and 3 where some are not', async () => {
    const none = await bench.run('classify', 'nowhere', 'neither');
    expect(none).toMatchObject({ status: 1, stdout: '' });
    expect(none.stderr).toContain(`${bench.path('nowhere')}: there is no such file or folder.`);
    bench.addSamples({ 'a/x.png': 'cat.png' });
    const some = await bench.run('classify', 'a', 'nowhere');
    expect(some.status).toBe(3);
    expect(some.stderr).toContain(bench.path('nowhere'));
    expect(some.stdout.split('\t')[2]).toMatch(/^tiger cat 0\.\d{3}$/);
  });

  it('is 1 for questions to a catalog that is not there yet', async () => {
    for (const args of [['search', 'dog'], ['status'], ['roots'], ['failures'], ['export', '--csv', 'x.csv']]) {
      const ended = await bench.run(...args);
      expect(ended).toMatchObject({ status: 1, stdout: '' });
      expect(ended.stderr).toContain(`There is no catalog at ${bench.catalog} yet`);
    }
    expect(existsSync(bench.catalog)).toBe(false);
  });

  it('is 1 for a file that is no catalog, which stays as it is', async () => {
    mkdirSync(path.dirname(bench.catalog));
    writeFileSync(bench.catalog, 'my diary\n'.repeat(1000));
    const ended = await bench.run('classify', samples);
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain('is not a Classifold catalog');
    expect(readFileSync(bench.catalog, 'utf8')).toBe('my diary\n'.repeat(1000));
  });

  it('is 0 for --help of every command', async () => {
    const top = await bench.run('--help');
    expect(top.status).toBe(0);
    for (const command of ['classify', 'search', 'tag', 'untag', 'export', 'roots', 'status', 'failures', 'models']) {
      expect(top.stdout).toContain(`  ${command}`);
      const help = await bench.run(command, '--help');
      expect(help).toMatchObject({ status: 0, stderr: '' });
      expect(help.stdout).toContain(`Usage: classifold ${command}`);
    }
  });

  it('is 2 for a query that cannot be read, with the place', async () => {
    await bench.run('classify', samples);
    const ended = await bench.run('search', 'dog AND (cat');
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toMatch(/\n {2}dog AND \(cat\n {10}\^/);
  });

  it('is 0 for a word the model has no class for; the nearest are said on standard error', async () => {
    await bench.run('classify', samples);
    const ended = await bench.run('search', 'giraffe');
    expect(ended).toMatchObject({ status: 0, stdout: '' });
    expect(ended.stderr).toMatch(/no class called “giraffe”\. Nearest: .+/);
  });
});

describe('roots, tags and failures', () => {
  it('says which known root is not there', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png' });
    await bench.run('classify', 'a');
    renameSync(bench.path('a'), bench.path('b'));
    const ended = await bench.run('classify', 'a');
    expect(ended.status).toBe(3);
    expect(ended.stderr).toContain(`${bench.path('a')}: is not there`);
  });

  it('follows a root that is said to have moved, and forgets one that is said to be forgotten', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png', 'a/y.webp': 'hens.webp' });
    await bench.run('classify', 'a');
    renameSync(bench.path('a'), bench.path('b'));
    expect((await bench.run('roots', 'move', 'a', 'b')).status).toBe(0);
    const again = await bench.run('classify', 'b', '--json');
    expect(jsonLines(again.stdout).at(-1)).toMatchObject({ summary: { unchanged: 2, classified: 0 } });
    expect((await bench.run('roots', 'move', 'b', '.')).status).toBe(1);
    expect((await bench.run('roots', 'move', 'nowhere', 'b')).status).toBe(1);
    expect((await bench.run('roots', 'forget', 'b')).stdout).toContain('2 pictures');
    expect((await bench.run('roots', 'forget', 'b')).status).toBe(1);
    expect((await bench.run('search', '')).stdout).toBe('');
  });

  it('makes no catalog to tag, move or forget in', async () => {
    for (const args of [
      ['tag', 'x', 'dog'],
      ['roots', 'forget', 'a'],
      ['roots', 'move', 'a', '/'],
    ]) {
      expect((await bench.run(...args)).status).toBe(1);
    }
    expect(existsSync(bench.catalog)).toBe(false);
  });

  it('has nothing to try again where nothing failed', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png' });
    await bench.run('classify', 'a');
    const ended = await bench.run('failures', '--retry');
    expect(ended).toMatchObject({ status: 0, stdout: '' });
    expect(ended.stderr).toContain('nothing to try again');
  });

  it('says how many a tag would change, then changes them', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png', 'a/copy.png': 'cat.png', 'a/y.webp': 'hens.webp' });
    await bench.run('classify', 'a');
    const dry = await bench.run('tag', 'pets', 'cat', '--dry-run');
    expect(dry.stdout).toBe('2 pictures to tag as “pets”\nNothing was changed.\n');
    expect((await bench.run('tag', 'pets', 'cat')).stdout).toContain('Tagged 1 picture.');
    expect((await bench.run('search', 'tag:PETS')).stdout.trim().split('\n')).toHaveLength(2);
    expect((await bench.run('untag', 'Pets', 'tag:pets')).stdout).toContain('Untagged 1 picture.');
    expect((await bench.run('search', 'tag:pets')).stdout).toBe('');
  });

  it('exports a row a prediction, for Excel where that is asked', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png' });
    await bench.run('classify', 'a', '--top', '3');
    expect((await bench.run('export', '--csv', 'x.csv', '--long', '--excel')).status).toBe(0);
    const text = readFileSync(bench.path('x.csv'), 'utf8');
    expect(text.startsWith('\ufeff')).toBe(true);
    const rows = parse(text, { bom: true, columns: true, delimiter: [',', ';'] }) as readonly Record<string, string>[];
    expect(rows.map(({ rank, relative_path }) => [rank, relative_path])).toEqual([
      ['1', 'x.png'],
      ['2', 'x.png'],
      ['3', 'x.png'],
    ]);
  });

  it('exports the same bytes from two catalogs with the same results', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png', 'a/=formula.webp': 'hens.webp' });
    writeFileSync(bench.path('a/broken.jpg'), 'no picture');
    await bench.run('classify', 'a');
    expect((await bench.run('export', '--csv', 'one.csv')).status).toBe(0);
    const first = readFileSync(bench.path('one.csv'), 'utf8');
    const lines = first.split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines.map((line) => line.split(',')[1])).toEqual([
      'relative_path',
      "'=formula.webp",
      'broken.jpg',
      'x.png',
      undefined,
    ]);
    rmSync(path.dirname(bench.catalog), { recursive: true });
    await bench.run('classify', 'a');
    await bench.run('export', '--csv', 'two.csv');
    expect(readFileSync(bench.path('two.csv'), 'utf8')).toBe(first);
  });
});

describe('Ctrl-C', () => {
  it('finishes what is in flight, saves and ends with 130; the next run goes on', async () => {
    addMany(80);
    const running = bench.start('classify', 'many', '--json');
    running.process.stdout?.once('data', () => running.process.kill('SIGINT'));
    const ended = await running.ended;
    expect(ended.status).toBe(130);
    const summary = jsonLines(ended.stdout).at(-1)?.['summary'] as Record<string, number>;
    expect(summary).toMatchObject({ failed: 0, stopped: { kind: 'asked' } });
    expect(summary['classified']).toBeGreaterThan(0);
    const again = await bench.run('classify', 'many', '--json');
    expect(again.status).toBe(0);
    const rest = jsonLines(again.stdout).at(-1)?.['summary'] as Record<string, number>;
    expect(rest['unchanged']).toBe(summary['classified']);
    expect(rest['classified']! + rest['unchanged']!).toBe(80);
  });

  it('twice stops at once, and nothing is held against what was in flight', async () => {
    addMany(80);
    const running = bench.start('classify', 'many', '--json');
    running.process.stdout?.once('data', () => {
      running.process.kill('SIGINT');
      running.process.stderr?.once('data', () => running.process.kill('SIGINT'));
    });
    const ended = await running.ended;
    expect(ended.status).toBe(130);
    const again = await bench.run('classify', 'many', '--json');
    expect(again.status).toBe(0);
    expect((await bench.run('failures')).stdout).toBe('');
  });
});

/** Empty of a process that has just gone. */
function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

describe.runIf(process.platform === 'linux')('Ctrl-C while a process does not answer', () => {
  /** Stops the command's reader before it says a word. */
  async function startStuck(...args: readonly string[]): Promise<Running> {
    const running = bench.start(...args);
    const { pid } = running.process;
    for (let reader: string | undefined; reader === undefined;) {
      await new Promise((resolve) => setImmediate(resolve));
      const children = readFileSync(`/proc/${pid!}/task/${pid!}/children`, 'utf8').split(' ').filter(Boolean);
      reader = children.find((child) => commandOf(child).includes('reader.cjs'));
      if (reader !== undefined) process.kill(Number(reader), 'SIGSTOP');
    }
    return running;
  }

  it('twice ends a run all the same', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png' });
    const running = await startStuck('classify', 'a');
    running.process.kill('SIGINT');
    running.process.stderr?.once('data', () => running.process.kill('SIGINT'));
    expect((await running.ended).status).toBe(130);
    expect((await bench.run('classify', 'a')).status).toBe(0);
  });

  it('ends an export', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png' });
    await bench.run('classify', 'a');
    const running = await startStuck('export', '--csv', 'x.csv');
    running.process.kill('SIGINT');
    expect((await running.ended).status).toBe(130);
    expect(readdirSync(bench.folder).filter((name) => name.endsWith('.part') || name.endsWith('.csv'))).toEqual([]);
  });
});

describe('an export', () => {
  it('is written over no picture, and over nothing of the catalog', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png' });
    await bench.run('classify', 'a');
    const before = readFileSync(bench.path('a/x.png'));
    const picture = await bench.run('export', '--csv', 'a/x.png');
    expect(picture).toMatchObject({ status: 1, stdout: '' });
    expect(picture.stderr).toContain('pictures are never written over');
    expect(readFileSync(bench.path('a/x.png'))).toEqual(before);
    for (const suffix of ['', '-wal']) {
      const { status, stderr } = await bench.run('export', '--csv', `${bench.catalog}${suffix}`);
      expect({ suffix, status }).toEqual({ suffix, status: 1 });
      expect(stderr).toContain('belongs to the catalog');
    }
  });
});

describe('two programs on one catalog', () => {
  it('let only one write; searching works meanwhile', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png' });
    await bench.run('classify', 'a');
    // Longer than a program waits for the lock.
    addMany(400);
    const running = bench.start('classify', 'many', '--json');
    await new Promise((resolve) => running.process.stdout?.once('data', resolve));
    const second = await bench.run('classify', 'a');
    expect(second).toMatchObject({ status: 1, stdout: '' });
    expect(second.stderr).toContain('Another Classifold program is writing');
    expect((await bench.run('search', 'cat')).stdout).toContain('x.png');
    expect((await bench.run('export', '--csv', bench.path('out.csv'))).status).toBe(0);
    expect((await running.ended).status).toBe(0);
  });
});

describe('the start script', () => {
  it('reaches the same program as npx and the npm bin', async () => {
    const bin = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
      bin: { classifold: string };
    };
    const child = spawn(path.join(projectRoot, bin.bin.classifold), ['models', 'classes', 'lesser panda'], {
      cwd: bench.folder,
    });
    const text = await new Promise<string>((resolve) => {
      let stdout = '';
      child.stdout.setEncoding('utf8').on('data', (more: string) => (stdout += more));
      child.on('close', () => {
        resolve(stdout);
      });
    });
    expect(text).toBe('lesser panda\n');
  });
});

describe('a reader that leaves', () => {
  it('ends the program quietly', async () => {
    await bench.run('classify', samples);
    const shell = spawn('sh', ['-c', `"${process.execPath}" out/program/cli.cjs models classes | head -n 1`], {
      cwd: projectRoot,
    });
    let stderr = '';
    shell.stderr.setEncoding('utf8').on('data', (more: string) => (stderr += more));
    await new Promise((resolve) => shell.on('close', resolve));
    expect(stderr).toBe('');
  });
});
