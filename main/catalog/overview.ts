import type { FailureKindCount, RootDescription, TagCount } from './reader-answers.ts';
import type { ReadableDatabase } from './connection.ts';
import { pathFromColumn } from './path-column.ts';
import type { PathColumn } from './path-column.ts';

/** What the catalog holds, in numbers. Each call counts: some tenths of a second at a million pictures. */
export interface Overview {
  readonly mostPredictions: (model: number) => number | null;
  readonly roots: (model: number | null) => readonly RootDescription[];
  readonly failureKinds: () => readonly FailureKindCount[];
  readonly tags: () => readonly TagCount[];
  readonly settings: () => ReadonlyMap<string, string>;
  readonly runSummaries: (model: number, limit: number) => readonly string[];
}

type RootRow = Omit<RootDescription, 'path' | 'hasFolders'> & { readonly path: PathColumn; readonly hasFolders: 0 | 1 };

export function createOverview(db: ReadableDatabase): Overview {
  const mostPredictions = db
    .prepare<[number], number | null>('SELECT max(asked_k) FROM classifications WHERE model = ?')
    .pluck();
  // A picture that failed counts as failed, whatever was found in it before.
  const roots = db.prepare<[number | null], RootRow>(
    `SELECT r.id AS root, d.id AS folder, EXISTS (SELECT 1 FROM folders f WHERE f.parent = d.id) AS hasFolders,
       r.path, r.volume, r.scanned_at AS scannedAt, r.kind, r.state,
       (SELECT count(*) FROM pictures p WHERE p.root = r.id AND p.state = 'present') AS present,
       (SELECT count(*) FROM pictures p WHERE p.root = r.id AND p.state = 'vanished') AS vanished,
       (SELECT count(*) FROM pictures p CROSS JOIN classifications c ON c.picture = p.id AND c.model = ?
        WHERE p.root = r.id AND p.state = 'present'
          AND NOT EXISTS (SELECT 1 FROM failures f WHERE f.picture = p.id)) AS classified,
       (SELECT count(*) FROM failures f CROSS JOIN pictures p ON p.id = f.picture
        WHERE p.root = r.id AND p.state = 'present') AS failed
     FROM roots r CROSS JOIN folders d ON d.root = r.id AND d.path = '' ORDER BY r.path, r.volume`,
  );
  const failureKinds = db.prepare<[], FailureKindCount>(
    `SELECT f.kind, count(*) AS pictures FROM failures f CROSS JOIN pictures p ON p.id = f.picture
     WHERE p.state = 'present' GROUP BY f.kind ORDER BY pictures DESC, f.kind`,
  );
  const tags = db.prepare<[], TagCount>(
    `SELECT t.name, (
       SELECT count(*) FROM tagged CROSS JOIN pictures p ON p.digest = tagged.digest
       WHERE tagged.tag = t.id AND p.state = 'present') AS pictures
     FROM tags t ORDER BY t.key`,
  );
  const settings = db.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings');
  const runSummaries = db
    .prepare<[number, number], string>(
      'SELECT summary FROM runs WHERE model = ? AND summary IS NOT NULL ORDER BY id DESC LIMIT ?',
    )
    .pluck();

  return {
    mostPredictions: (model) => mostPredictions.get(model) ?? null,
    roots: (model) =>
      roots.all(model).map((row) => {
        return { ...row, path: pathFromColumn(row.path), hasFolders: row.hasFolders === 1 };
      }),
    runSummaries: (model, limit) => runSummaries.all(model, limit),
    failureKinds: () => failureKinds.all(),
    tags: () => tags.all(),
    settings: () => new Map(settings.all().map(({ key, value }) => [key, value])),
  };
}
