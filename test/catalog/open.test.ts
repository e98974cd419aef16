import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogReader, CatalogWriter } from '../../main/catalog/catalog.ts';
import { APPLICATION_ID } from '../../main/catalog/connection.ts';
import { MIGRATIONS } from '../../main/catalog/migrations/migrations.ts';
import { openFailure, openFailureOf } from '../../main/catalog/open-failure.ts';
import type { CatalogOpenFailure } from '../../main/catalog/open-failure.ts';
import { openCatalog } from '../../main/catalog/open.ts';
import { NOBODY } from '../cli/classifold.ts';

let folder: string;
let file: string;
const open: { close(): Promise<void> }[] = [];
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'classifold-open-'));
  file = path.join(folder, 'photos.catalog');
});
afterEach(async () => {
  for (const face of open.splice(0)) await face.close();
  fs.rmSync(folder, { recursive: true });
});

async function write(name = file): Promise<CatalogWriter> {
  const opened = await openCatalog(name, { mode: 'write' });
  if (!opened.ok) throw new Error(opened.failure.message);
  open.push(opened.catalog);
  return opened.catalog;
}

async function read(name = file): Promise<CatalogReader> {
  const opened = await openCatalog(name, { mode: 'read' });
  if (!opened.ok) throw new Error(opened.failure.message);
  open.push(opened.catalog);
  return opened.catalog;
}

async function refusal(mode: 'read' | 'write', name = file): Promise<CatalogOpenFailure> {
  const opened = await (mode === 'read' ? openCatalog(name, { mode }) : openCatalog(name, { mode }));
  if (opened.ok) {
    open.push(opened.catalog);
    throw new Error('it was opened');
  }
  expect(opened.failure.file).toBe(path.resolve(name));
  expect(opened.failure.message).toContain(path.resolve(name));
  return opened.failure;
}

/** Closes and opens to write; then what a person with plain SQLite sees. */
function plain<Value>(look: (db: Database.Database) => Value): Value {
  const db = new Database(file);
  try {
    return look(db);
  } finally {
    db.close();
  }
}

describe('opening to write', () => {
  it('makes the file and the folders above it, with a write-ahead log', async () => {
    file = path.join(folder, 'new', 'deeper', 'photos.catalog');
    const writer = await write();
    await writer.setSetting('a', 'b');
    expect(fs.existsSync(`${file}-wal`)).toBe(true);
    expect(plain((db) => db.pragma('journal_mode', { simple: true }))).toBe('wal');
    expect(plain((db) => db.pragma('application_id', { simple: true }))).toBe(APPLICATION_ID);
  });

  it('leaves one file and the lock when it is closed', async () => {
    await (await write()).close();
    open.length = 0;
    expect(fs.readdirSync(folder)).toEqual(['photos.catalog', 'photos.catalog.lock']);
  });

  it('goes on with what is there', async () => {
    await (await write()).setSetting('a', 'b');
    await open.pop()!.close();
    await write();
    expect((await (await read()).settings()).get('a')).toBe('b');
  });

  it('takes an empty file for a new catalog', async () => {
    fs.writeFileSync(file, '');
    await (await write()).setSetting('a', 'b');
  });

  it('bears any name', async () => {
    file = path.join(folder, 'file: é?mode=ro#😀.catalog');
    await (await write()).setSetting('a', 'b');
    expect((await (await read()).settings()).get('a')).toBe('b');
    expect(fs.existsSync(file)).toBe(true);
  });
});

describe('one program at a time', () => {
  async function hold(name = file): Promise<ChildProcess> {
    const holder = spawn(process.execPath, [fileURLToPath(new URL('./holds-catalog.ts', import.meta.url)), name], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    return holder;
  }

  it('writes: a second is refused, readers are let in, and a kill gives the catalog free', async () => {
    const holder = await hold();
    expect(await refusal('write')).toMatchObject({ kind: 'locked' });
    const reader = await read();
    expect((await reader.settings()).get('holder')).toBe(String(holder.pid));
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const writer = await write();
    // The dead program's commits are all there, and the reader from before sees the new ones.
    expect((await reader.settings()).get('holder')).toBe(String(holder.pid));
    await writer.setSetting('holder', 'test');
    expect((await reader.settings()).get('holder')).toBe('test');
  });

  it('writes, by whatever name the catalog is called', async () => {
    const holder = await hold();
    const other = path.join(folder, 'link.catalog');
    fs.symlinkSync(file, other);
    expect(await refusal('write', other)).toMatchObject({ kind: 'locked' });
    expect(fs.existsSync(`${other}.lock`)).toBe(false);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  });

  it('writes, and in one program only once, until it is closed', async () => {
    const writer = await write();
    const { kind, message } = await refusal('write');
    expect(kind).toBe('locked');
    expect(message).toBe(
      `Another Classifold program is writing the catalog ${file}. Wait until it is done, or end it.`,
    );
    open.length = 0;
    await writer.close();
    await write();
  });
});

describe('what is no catalog', () => {
  it.each(['read', 'write'] as const)('is refused to %s, untouched, and nothing is put beside it', async (mode) => {
    const photo = path.join(folder, 'photo.jpg');
    const content = Buffer.from('\xff\xd8\xff\xe0 not a database, but a picture of one'.repeat(40), 'latin1');
    fs.writeFileSync(photo, content);
    expect(await refusal(mode, photo)).toMatchObject({ kind: 'not-a-catalog' });
    const short = path.join(folder, 'short.txt');
    fs.writeFileSync(short, 'hello');
    expect(await refusal(mode, short)).toMatchObject({ kind: 'not-a-catalog' });
    const other = path.join(folder, 'other.sqlite');
    const db = new Database(other);
    db.exec('CREATE TABLE theirs (a)');
    db.close();
    const before = fs.readFileSync(other);
    expect(await refusal(mode, other)).toMatchObject({ kind: 'not-a-catalog' });
    expect(await refusal(mode, folder)).toMatchObject({ kind: 'not-a-catalog' });
    expect(fs.readFileSync(photo).equals(content)).toBe(true);
    expect(fs.readFileSync(other).equals(before)).toBe(true);
    expect(fs.readdirSync(folder).sort()).toEqual(['other.sqlite', 'photo.jpg', 'short.txt']);
  });
});

describe('another schema', () => {
  it.each(['read', 'write'] as const)('that is newer is refused to %s, with both numbers', async (mode) => {
    await write();
    await open.pop()!.close();
    plain((db) => db.pragma('user_version = 900'));
    const { kind, message } = await refusal(mode);
    expect(kind).toBe('newer');
    expect(message).toBe(
      `The catalog ${file} was written by a newer Classifold (schema 900; this Classifold has schema ${MIGRATIONS.length}). Update Classifold, or choose another catalog.`,
    );
    expect(plain((db) => db.pragma('user_version', { simple: true }))).toBe(900);
  });

  it('that is older is not changed by a reader', async () => {
    plain((db) => {
      db.exec('CREATE TABLE early (a)');
      db.pragma(`application_id = ${APPLICATION_ID}`);
    });
    expect(await refusal('read')).toMatchObject({ kind: 'older' });
  });
});

/** Root may write everywhere: where this process is root's, it is nobody's meanwhile. */
async function withoutRights<Done>(act: () => Promise<Done>): Promise<Done> {
  if (process.getuid?.() !== 0) return await act();
  process.seteuid?.(NOBODY);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}

describe('what cannot be opened', () => {
  it('to read, because it is not there yet', async () => {
    expect(await refusal('read')).toMatchObject({ kind: 'missing' });
    expect(await refusal('read', path.join(folder, 'no', 'folder', 'x'))).toMatchObject({ kind: 'missing' });
    fs.writeFileSync(file, '');
    expect(await refusal('read')).toMatchObject({ kind: 'missing' });
    expect(fs.readdirSync(folder)).toEqual(['photos.catalog']);
  });

  it('to write, because its folder cannot be made', async () => {
    fs.writeFileSync(path.join(folder, 'file'), '');
    const { kind, message } = await refusal('write', path.join(folder, 'file', 'photos.catalog'));
    expect(kind).toBe('unwritable');
    expect(message).toContain('Give yourself permission or make room, or choose another file.');
  });

  it('to write, because its folder may not be written', async () => {
    fs.chmodSync(folder, 0o555);
    expect(await withoutRights(() => refusal('write'))).toMatchObject({ kind: 'unwritable' });
    fs.chmodSync(folder, 0o700);
  });

  it('because SQLite would open another name', async () => {
    expect(await refusal('write', `${file} `)).toMatchObject({ kind: 'unwritable' });
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it.each(['read', 'write'] as const)('to %s, because it is cut short', async (mode) => {
    await write();
    await open.pop()!.close();
    fs.truncateSync(file, fs.statSync(file).size - 4096 * 3);
    const { kind, message } = await refusal(mode);
    expect(kind).toBe('damaged');
    expect(message).toContain('Put a backup in its place');
    // The lock was given back.
    fs.rmSync(file);
    await write();
  });

  it('because it lies on a network file system: said with its name', () => {
    expect(openFailure('network-file-system', '/server/c', 'NFS').message).toBe(
      `The catalog /server/c lies on a network file system (NFS), where SQLite's write-ahead log would be damaged. Choose a file on a disk of this machine; the pictures may stay where they are.`,
    );
  });
});

describe('an error of SQLite', () => {
  const error = (code: string): Error => new Database.SqliteError('disk says no', code);

  it.each([
    ['SQLITE_FULL', 'unwritable', 'unreadable'],
    ['SQLITE_READONLY_DBMOVED', 'unwritable', 'unreadable'],
    ['SQLITE_CANTOPEN_ISDIR', 'unwritable', 'unreadable'],
    ['SQLITE_IOERR_WRITE', 'unwritable', 'unreadable'],
    ['SQLITE_CORRUPT_INDEX', 'damaged', 'damaged'],
    ['SQLITE_BUSY_RECOVERY', 'locked', 'locked'],
    ['SQLITE_NOTADB', 'not-a-catalog', 'not-a-catalog'],
  ])('%s is %s to write, %s to read', (code, toWrite, toRead) => {
    expect(openFailureOf(error(code), '/c', 'write').kind).toBe(toWrite);
    expect(openFailureOf(error(code), '/c', 'read').kind).toBe(toRead);
  });

  it('that says nothing about the file is a bug, and thrown', () => {
    expect(() => openFailureOf(error('SQLITE_MISUSE'), '/c', 'read')).toThrow('disk says no');
    expect(() => openFailureOf(new TypeError('wrong'), '/c', 'read')).toThrow('wrong');
  });
});
