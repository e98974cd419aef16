import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPictureFile } from '../../main/picture/picture-file.ts';

const MAX = { maxBytes: 10_000_000 };
/** Modification times that no file had before. */
let second = 1;
const CONTENT = Buffer.from('a picture, as far as reading goes');

describe('readPictureFile', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'classifold-read-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function write(name: string, content: Uint8Array = CONTENT): string {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  }

  async function failureKind(file: string | Buffer, maxBytes = MAX.maxBytes): Promise<string> {
    const result = await readPictureFile(file, { maxBytes });
    return result.ok ? 'read' : result.failure.kind;
  }

  it('gives bytes, digest, size and modification time, and leaves the file as it was', async () => {
    const file = write('a.jpg');
    utimesSync(file, 1_000_000_000, 1_234_567_890.123);
    const before = statSync(file, { bigint: true });
    const digest = createHash('sha256').update(CONTENT).digest('hex');
    expect(await readPictureFile(file, MAX)).toEqual({ ok: true, bytes: CONTENT, digest, size: CONTENT.length, mtimeNs: before.mtimeNs }); // prettier-ignore
    const after = statSync(file, { bigint: true });
    expect(readFileSync(file)).toEqual(CONTENT);
    expect([after.mtimeNs, after.ctimeNs, after.ino]).toEqual([before.mtimeNs, before.ctimeNs, before.ino]);
  });

  it('reads a file of several megabytes whole', async () => {
    const content = Buffer.alloc(5_000_000, 'classifold');
    const result = await readPictureFile(write('large.png', content), MAX);
    expect(result.ok && result.bytes.equals(content)).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')('reads a path that is not UTF-8', async () => {
    const file = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x66, 0xff, 0xfe, 0x0a]), Buffer.from('.jpg')]);
    writeFileSync(file, CONTENT);
    expect(await readPictureFile(file, MAX)).toMatchObject({ ok: true, size: CONTENT.length });
  });

  it('follows a symbolic link to a file', async () => {
    symlinkSync(write('a.jpg'), path.join(folder, 'link.jpg'));
    expect(await failureKind(path.join(folder, 'link.jpg'))).toBe('read');
  });

  it('vanished: no such file, a dangling link, a file where a folder should be', async () => {
    symlinkSync(path.join(folder, 'gone.jpg'), path.join(folder, 'dangling.jpg'));
    const file = write('a.jpg');
    expect(await failureKind(path.join(folder, 'none.jpg'))).toBe('vanished');
    expect(await failureKind(path.join(folder, 'dangling.jpg'))).toBe('vanished');
    expect(await failureKind(path.join(file, 'b.jpg'))).toBe('vanished');
  });

  it('read-error: a link that leads to itself', async () => {
    symlinkSync(path.join(folder, 'loop.jpg'), path.join(folder, 'loop.jpg'));
    const result = await readPictureFile(path.join(folder, 'loop.jpg'), MAX);
    expect(result).toMatchObject({ failure: { kind: 'read-error' } });
    expect(!result.ok && result.failure.detail).toContain('ELOOP');
  });

  it('not-a-regular-file: a folder', async () => {
    mkdirSync(path.join(folder, 'folder.jpg'));
    const result = await readPictureFile(path.join(folder, 'folder.jpg'), MAX);
    expect(result).toMatchObject({ failure: { kind: 'not-a-regular-file' } });
    expect(!result.ok && result.failure.detail).toContain('a folder');
  });

  it.skipIf(process.platform === 'win32')(
    'not-a-regular-file: FIFO, socket, device, links to them; none is waited for',
    async () => {
      const fifo = path.join(folder, 'fifo.jpg');
      execFileSync('mkfifo', [fifo]);
      symlinkSync(fifo, path.join(folder, 'to-fifo.jpg'));
      symlinkSync('/dev/zero', path.join(folder, 'to-device.jpg'));
      const socket = path.join(folder, 'socket.jpg');
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(socket, resolve));
      try {
        for (const file of [
          fifo,
          socket,
          '/dev/null',
          path.join(folder, 'to-fifo.jpg'),
          path.join(folder, 'to-device.jpg'),
        ]) {
          expect(await failureKind(file), file).toBe('not-a-regular-file');
        }
      } finally {
        await new Promise((resolve) => server.close(resolve));
      }
    },
  );

  it('empty-file', async () => {
    expect(await failureKind(write('empty.jpg', Buffer.alloc(0)))).toBe('empty-file');
  });

  it('too-large: more bytes than are read, with both numbers', async () => {
    const file = write('a.jpg');
    expect(await failureKind(file, CONTENT.length)).toBe('read');
    const result = await readPictureFile(file, { maxBytes: CONTENT.length - 1 });
    expect(result).toMatchObject({ failure: { kind: 'too-large' } });
    expect(!result.ok && result.failure.detail).toMatch(
      new RegExp(`${CONTENT.length} bytes; at most ${CONTENT.length - 1}`),
    );
  });

  it('permission-denied', () => {
    const file = write('secret.jpg');
    chmodSync(file, 0o000);
    expect(readAsUnprivileged(folder, file)).toBe('permission-denied');
    chmodSync(file, 0o644);
    expect(readAsUnprivileged(folder, file)).toBe('read');
  });

  it.each([
    ['grows', (file: string) => { appendFileSync(file, 'more'); }], // prettier-ignore
    ['is written anew with as many bytes', (file: string) => { utimesSync(file, 1, ++second); }], // prettier-ignore
  ])('a file that %s while it is read is not given out', async (_name, change) => {
    const file = write('changing.jpg', Buffer.alloc(4_000_000, 1));
    const kinds = new Set<string>();
    // Reading takes several turns of the event loop: a change falls between the first look at the file and the last.
    for (let attempt = 0; attempt < 20 && !kinds.has('read-error'); attempt++) {
      const changing = setInterval(change, 0, file);
      const result = await readPictureFile(file, { maxBytes: 1e9 });
      clearInterval(changing);
      kinds.add(result.ok ? 'read' : result.failure.kind);
      if (!result.ok) expect(result.failure.detail).toMatch(/changed while it was being read.*again/);
    }
    expect(kinds).toContain('read-error');
  });

  it('a file that vanishes is a value, not an exception', async () => {
    for (let attempt = 0; attempt < 20; attempt++) {
      const file = write('vanishing.jpg');
      const reading = failureKind(file);
      unlinkSync(file);
      expect(['read', 'vanished']).toContain(await reading);
    }
  });
});

/** What a process without special rights says of a file: root may read everything, so as root it runs as another user. */
function readAsUnprivileged(folder: string, file: string): string {
  chmodSync(folder, 0o755);
  const script = `
    import(${JSON.stringify(new URL('../../main/picture/picture-file.ts', import.meta.url).href)})
      .then(({ readPictureFile }) => {
        if (process.getuid?.() === 0) process.setuid(65534);
        return readPictureFile(${JSON.stringify(file)}, { maxBytes: 1e6 });
      })
      .then((result) => process.stdout.write(result.ok ? 'read' : result.failure.kind));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--eval', script], { encoding: 'utf8' });
  return stdout === '' ? stderr : stdout;
}
