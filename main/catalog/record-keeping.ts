import type { ModelRequest } from './catalog.ts';
import type { ModelDescription } from './reader-answers.ts';
import type { WritableDatabase } from './connection.ts';

/** Models, runs and settings: a row each. */
export interface RecordKeeping {
  readonly registerModel: (model: ModelDescription) => number;
  readonly beginRun: (request: ModelRequest, description: string) => number;
  readonly endRun: (run: number, summary: string) => void;
  readonly setSetting: (key: string, value: string | null) => void;
}

export function createRecordKeeping(db: WritableDatabase): RecordKeeping {
  // What the digest covers cannot differ; what a person calls it can.
  const enterModel = db
    .prepare<[string, string, string, number, string, number], number>(
      `INSERT INTO models (digest, name, variant, classes, label_set, added_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (digest) DO UPDATE SET name = excluded.name, variant = excluded.variant, label_set = excluded.label_set RETURNING id`,
    )
    .pluck();
  const begin = db.prepare<[number, number, string]>('INSERT INTO runs (model, started_at, request) VALUES (?, ?, ?)');
  const end = db.prepare<[number, string, number]>('UPDATE runs SET ended_at = ?, summary = ? WHERE id = ?');
  const set = db.prepare<[string, string]>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const unset = db.prepare<[string]>('DELETE FROM settings WHERE key = ?');

  return {
    registerModel: ({ digest, name, variant, classes, labelSet }) => {
      const id = enterModel.get(digest, name, variant, classes, labelSet, Date.now());
      if (id === undefined) throw new Error(`model ${digest} was not entered`);
      return id;
    },
    beginRun: ({ model }, description) => Number(begin.run(model, Date.now(), description).lastInsertRowid),
    endRun: (run, summary) => {
      end.run(Date.now(), summary, run);
    },
    setSetting: (key, value) => {
      if (value === null) unset.run(key);
      else set.run(key, value);
    },
  };
}
