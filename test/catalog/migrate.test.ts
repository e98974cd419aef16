import Database from 'better-sqlite3';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPLICATION_ID, connectToWrite } from '../../main/catalog/connection.ts';
import { bringUpToDate, latestVersion, migrate, schemaVersion } from '../../main/catalog/migrate.ts';
import type { Migration } from '../../main/catalog/migrate.ts';
import { MIGRATIONS } from '../../main/catalog/migrations/migrations.ts';
import { buildCatalog } from './catalog-builder.ts';

let folder: string;
let file: string;
let db: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'classifold-migrate-'));
  file = path.join(folder, 'test.catalog');
  db = connectToWrite(file);
  db.pragma('journal_mode = WAL');
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const N = MIGRATIONS.length;
/** The step after today's last: rebuilds a table that others refer to, as SQLite's documentation says (ALTER TABLE, 12 steps). */
const rebuild: Migration = {
  version: N + 1,
  name: 'rebuild',
  sql: `
    CREATE TABLE new_models (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
      variant TEXT NOT NULL, classes INTEGER NOT NULL, added_at INTEGER NOT NULL, licence TEXT NOT NULL) STRICT;
    INSERT INTO new_models SELECT id, digest, name, variant, classes, added_at, 'unknown' FROM models;
    DROP TABLE models;
    ALTER TABLE new_models RENAME TO models;`,
};
const pragma = (name: string): unknown => db.pragma(name, { simple: true });
const schema = (): unknown => db.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();

function fill(): void {
  db.exec(`
    INSERT INTO models (id, digest, name, variant, classes, added_at) VALUES (7, 'digest', 'm', 'b0', 1000, 1);
    INSERT INTO roots VALUES (1, '/photos', '', 'folder', 'online', 1, NULL);
    INSERT INTO folders VALUES (1, 1, NULL, '', 'photos');
    INSERT INTO pictures (id, root, folder, path, name, size, mtime_ns, state, added_at)
      VALUES (1, 1, 1, 'a.jpg', 'a.jpg', 1, 1, 'present', 1);
    INSERT INTO classifications VALUES (1, 7, 5);
    INSERT INTO predictions (picture, model, rank, class, score) VALUES (1, 7, 1, 3, 0.5);`);
}

describe('the steps', () => {
  it('lead from nothing to the newest schema, marked as ours', () => {
    migrate(db, MIGRATIONS);
    expect(schemaVersion(db)).toBe(N);
    expect(pragma('application_id')).toBe(APPLICATION_ID);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('integrity_check')).toBe('ok');
  });

  it('are not taken twice', () => {
    migrate(db, MIGRATIONS);
    fill();
    const before = schema();
    migrate(db, MIGRATIONS);
    expect(schema()).toEqual(before);
    expect(db.prepare('SELECT count(*) FROM pictures').pluck().get()).toBe(1);
  });

  it('keep rows, and what refers to a table that is rebuilt', () => {
    migrate(db, MIGRATIONS);
    fill();
    migrate(db, [...MIGRATIONS, rebuild]);
    expect(schemaVersion(db)).toBe(N + 1);
    expect(db.prepare('SELECT id, licence FROM models').all()).toEqual([{ id: 7, licence: 'unknown' }]);
    expect(db.prepare('SELECT count(*) FROM predictions').pluck().get()).toBe(1);
    expect(() => db.exec('INSERT INTO classifications VALUES (1, 8, 5)')).toThrow('FOREIGN KEY');
  });

  it('must be numbered without a gap', () => {
    expect(latestVersion(MIGRATIONS)).toBe(N);
    expect(() => latestVersion([...MIGRATIONS, { ...rebuild, version: N + 2 }])).toThrow(
      `migration rebuild is number ${N + 2} in place ${N + 1}`,
    );
    expect(() => {
      migrate(db, [rebuild, ...MIGRATIONS]);
    }).toThrow('in place 1');
    expect(schemaVersion(db)).toBe(0);
  });
});

describe('a step that fails', () => {
  it.each<[string, string, string]>([
    ['in its middle', 'INSERT INTO settings VALUES (1, 1, 1);', 'table settings has 2 columns'],
    ['by leaving rows that refer to nothing', `DELETE FROM models;`, 'rows of classifications that refer to nothing'],
  ])('%s is undone whole', (_, sql, message) => {
    migrate(db, MIGRATIONS);
    fill();
    const before = schema();
    const broken: Migration = { version: N + 2, name: 'broken', sql: `CREATE TABLE half (a); ${sql}` };
    expect(() => {
      migrate(db, [...MIGRATIONS, rebuild, broken]);
    }).toThrow(message);
    // The step before it stays.
    expect(schemaVersion(db)).toBe(N + 1);
    expect(db.prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'half'`).pluck().get()).toBe(0);
    expect(db.prepare('SELECT count(*) FROM models').pluck().get()).toBe(1);
    expect(schema()).not.toEqual(before);
    expect(pragma('foreign_keys')).toBe(1);
    expect(db.inTransaction).toBe(false);
  });
});

describe('the backup', () => {
  it('is made before an existing catalog is changed, named with its schema', () => {
    migrate(db, MIGRATIONS);
    fill();
    bringUpToDate(db, file, [...MIGRATIONS, rebuild]);
    expect(schemaVersion(db)).toBe(N + 1);
    const backup = new Database(`${file}.v${N}.backup`, { readonly: true });
    expect(schemaVersion(backup)).toBe(N);
    expect(backup.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    expect(backup.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(backup.prepare('SELECT count(*) FROM predictions').pluck().get()).toBe(1);
    backup.close();
    expect(existsSync(`${file}.v${N}.backup.partial`)).toBe(false);
  });

  it('takes the place of one from an attempt that failed', () => {
    migrate(db, MIGRATIONS);
    const broken: Migration = { version: N + 1, name: 'broken', sql: 'SELECT nothing;' };
    expect(() => {
      bringUpToDate(db, file, [...MIGRATIONS, broken]);
    }).toThrow('nothing');
    fill();
    // And one that was killed left half a backup.
    writeFileSync(`${file}.v${N}.backup.partial`, 'SQLite format 3');
    bringUpToDate(db, file, [...MIGRATIONS, rebuild]);
    const backup = new Database(`${file}.v${N}.backup`, { readonly: true });
    expect(backup.prepare('SELECT count(*) FROM models').pluck().get()).toBe(1);
    backup.close();
  });

  it('is not made of nothing, nor where there is no step to take', () => {
    bringUpToDate(db, file, MIGRATIONS);
    bringUpToDate(db, file, MIGRATIONS);
    expect(readdirSync(folder).filter((name) => name.includes('backup'))).toEqual([]);
  });
});

it('builds the same schema for tests as for people', () => {
  migrate(db, MIGRATIONS);
  const built = buildCatalog();
  expect(built.db.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all()).toEqual(schema());
  built.close();
});
