import type Database from 'better-sqlite3';
import fs from 'node:fs';
import { catalogReasonTexts } from '../../shared/texts/catalog-failures.ts';
import { APPLICATION_ID } from './connection.ts';

/** One step of the schema. Steps are only appended; one that was released never changes. */
export interface Migration {
  /** The `user_version` that this step leads to: 1, 2, 3, … without a gap. */
  readonly version: number;
  readonly name: string;
  /** May rebuild tables (make the new one, copy, drop, rename): foreign keys are off while it runs, then checked. */
  readonly sql: string;
}

/** Rows that would point nowhere after a step: the step was undone. */
export class BrokenReferences extends Error {
  constructor(migration: Migration, table: string) {
    super(catalogReasonTexts.brokenReferences(migration.version, migration.name, table));
    this.name = 'BrokenReferences';
  }
}

/** The schema version of an open database: 0 where nothing was ever written. */
export function schemaVersion(db: Database.Database): number {
  return db.prepare<[], number>('PRAGMA user_version').pluck().get() ?? 0;
}

/** The version that the last step leads to. Throws when the list has a gap or is out of order: that is a bug. */
export function latestVersion(migrations: readonly Migration[]): number {
  migrations.forEach(({ version, name }, index) => {
    if (version !== index + 1) throw new Error(`migration ${name} is number ${version} in place ${index + 1}`);
  });
  return migrations.length;
}

/**
 * Brings a database up to the last step. Each step and its `user_version` are one transaction: after a step that
 * throws (its error is passed on) or a death, the database is as the step before left it.
 */
export function migrate(db: Database.Database, migrations: readonly Migration[]): void {
  const latest = latestVersion(migrations);
  // Has no effect inside a transaction, so it surrounds them all.
  db.pragma('foreign_keys = OFF');
  try {
    for (const migration of migrations.slice(schemaVersion(db), latest)) {
      db.transaction(() => {
        db.exec(migration.sql);
        const broken = db.prepare<[], { table: string }>('PRAGMA foreign_key_check').get();
        if (broken !== undefined) throw new BrokenReferences(migration, broken.table);
        db.pragma(`application_id = ${APPLICATION_ID}`);
        db.pragma(`user_version = ${migration.version}`);
      }).exclusive();
    }
  } finally {
    db.pragma('foreign_keys = ON');
  }
}

/** Migrates the open database that lies in `file`; one that holds anything is backed up first, if there is a step to take. */
export function bringUpToDate(db: Database.Database, file: string, migrations: readonly Migration[]): void {
  const version = schemaVersion(db);
  if (version > 0 && version < latestVersion(migrations)) backUp(db, `${file}.v${version}.backup`);
  migrate(db, migrations);
}

/** A whole, compact copy. Written aside, then renamed: a backup is never half a one. */
function backUp(db: Database.Database, backup: string): void {
  const aside = `${backup}.partial`;
  fs.rmSync(aside, { force: true });
  db.prepare('VACUUM INTO ?').run(aside);
  const copy = fs.openSync(aside, 'r+');
  fs.fsyncSync(copy);
  fs.closeSync(copy);
  fs.renameSync(aside, backup);
}
