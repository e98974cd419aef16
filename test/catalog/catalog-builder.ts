import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { asReadable, asWritable, connectToRead, connectToWrite } from '../../main/catalog/connection.ts';
import type { ReadableDatabase, WritableDatabase } from '../../main/catalog/connection.ts';
import { migrate } from '../../main/catalog/migrate.ts';
import { MIGRATIONS } from '../../main/catalog/migrations/migrations.ts';
import type { Failure } from '../../shared/failure.ts';
import { pathFromBytes } from '../../shared/file-path.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { ClassScore } from '../../shared/prediction.ts';

// Builds catalogs for tests by plain SQL, beside the code under test: what a test puts in does not depend on the writer.

/** A picture to put in. Defaults: present, 1,000 bytes, mtime 1 s, digest of the text `content` (default: the path). */
interface BuiltPicture {
  readonly path: FilePath;
  /** Equal texts are equal contents; null: never read. */
  readonly content?: string | null;
  readonly size?: number;
  readonly mtimeNs?: bigint;
  readonly width?: number;
  readonly height?: number;
  readonly takenAt?: string;
  readonly state?: 'present' | 'vanished';
  readonly isNew?: boolean;
  /** By model row id: best first; a class score each. */
  readonly scores?: Readonly<Record<number, readonly ClassScore[]>>;
  readonly failure?: Failure;
  readonly tags?: readonly string[];
}

interface BuiltRoot {
  readonly path: FilePath;
  readonly volume?: string;
  readonly kind?: 'folder' | 'files';
  readonly state?: 'online' | 'offline';
}

/** A real catalog file in a temporary folder. */
export interface CatalogBuilder {
  readonly folder: string;
  readonly file: string;
  readonly db: WritableDatabase;
  addModel(name: string, classes?: number): number;
  addRoot(root: BuiltRoot): number;
  addPicture(root: number, picture: BuiltPicture): number;
  /** A second connection, to read; closed with the builder. */
  reader(): ReadableDatabase;
  /** Closes the connections and deletes the folder. */
  close(): void;
}

/** SHA-256 of a text, as the catalog stores it (32 bytes). */
export function digestOf(content: string): Buffer {
  return createHash('sha256').update(content).digest();
}

export function buildCatalog(): CatalogBuilder {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'classifold-catalog-'));
  const file = path.join(folder, 'test.catalog');
  const connection = connectToWrite(file);
  connection.pragma('journal_mode = WAL');
  migrate(connection, MIGRATIONS);
  const db = asWritable(connection);
  const readers: ReadableDatabase[] = [];

  const insert = (sql: string, ...values: unknown[]): number => Number(db.prepare(sql).run(...values).lastInsertRowid);

  const folderId = (root: number, folderPath: FilePath): number => {
    const known = db
      .prepare<unknown[], number>('SELECT id FROM folders WHERE root = ? AND path = ?')
      .pluck()
      .get(root, folderPath);
    if (known !== undefined) return known;
    const above = folderPath.length === 0 ? null : splitPath(folderPath);
    const parent = above === null ? null : folderId(root, above.folder);
    const name =
      above?.name ?? path.basename(String(db.prepare('SELECT path FROM roots WHERE id = ?').pluck().get(root)));
    return insert('INSERT INTO folders (root, parent, path, name) VALUES (?, ?, ?, ?)', root, parent, folderPath, name);
  };

  return {
    folder,
    file,
    db,
    addModel: (name, classes = 1000) =>
      insert(
        'INSERT INTO models (digest, name, variant, classes, added_at) VALUES (?, ?, ?, ?, 1)',
        digestOf(name).toString('hex'),
        name,
        'lite0',
        classes,
      ),
    addRoot: ({ path: rootPath, volume = '', kind = 'folder', state = 'online' }) => {
      const root = insert(
        'INSERT INTO roots (path, volume, kind, state, added_at) VALUES (?, ?, ?, ?, 1)',
        rootPath,
        volume,
        kind,
        state,
      );
      folderId(root, '');
      return root;
    },
    addPicture: (root, picture) => {
      const { content = String(picture.path), size = 1000, mtimeNs = 1_000_000_000n, state = 'present' } = picture;
      const digest = content === null ? null : digestOf(content);
      const { folder: folderPath, name } = splitPath(picture.path);
      const id = insert(
        `INSERT INTO pictures (root, folder, path, name, size, mtime_ns, digest, width, height, taken_at, format,
           state, vanished_at, is_new, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
        ...[root, folderId(root, folderPath), picture.path, name, size, mtimeNs, digest],
        ...[picture.width ?? null, picture.height ?? null, picture.takenAt ?? null, content === null ? null : 'jpeg'],
        ...[state, state === 'vanished' ? 1 : null, picture.isNew === true ? 1 : 0],
      );
      for (const [model, scores] of Object.entries(picture.scores ?? {})) {
        insert(
          'INSERT INTO classifications (picture, model, asked_k) VALUES (?, ?, ?)',
          id,
          Number(model),
          scores.length,
        );
        scores.forEach(({ index, score }, place) => {
          insert(
            'INSERT INTO predictions (picture, model, rank, class, score) VALUES (?, ?, ?, ?, ?)',
            ...[id, Number(model), place + 1, index, score],
          );
        });
      }
      if (picture.failure !== undefined) {
        insert(
          'INSERT INTO failures (picture, kind, detail, size, mtime_ns, failed_at) VALUES (?, ?, ?, ?, ?, 1)',
          ...[id, picture.failure.kind, picture.failure.detail, size, mtimeNs],
        );
      }
      for (const tag of picture.tags ?? []) {
        const key = tag.normalize('NFC').toLowerCase();
        insert('INSERT OR IGNORE INTO tags (name, key) VALUES (?, ?)', tag, key);
        insert('INSERT OR IGNORE INTO tagged SELECT id, ?, 1 FROM tags WHERE key = ?', digest, key);
      }
      return id;
    },
    reader: () => {
      const reader = asReadable(connectToRead(file));
      readers.push(reader);
      return reader;
    },
    close: () => {
      for (const reader of readers) reader.close();
      db.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The folder and the name of a path inside a root; bytes stay bytes. */
function splitPath(whole: FilePath): { folder: FilePath; name: FilePath } {
  if (typeof whole === 'string') {
    const slash = whole.lastIndexOf('/');
    return { folder: slash < 0 ? '' : whole.slice(0, slash), name: whole.slice(slash + 1) };
  }
  const slash = whole.lastIndexOf(0x2f);
  // Either part may be valid UTF-8 where the whole is not: then it is text, as the catalog has it.
  return {
    folder: pathFromBytes(whole.subarray(0, Math.max(slash, 0))),
    name: pathFromBytes(whole.subarray(slash + 1)),
  };
}
