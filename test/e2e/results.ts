import Database from 'better-sqlite3';

/** The best class of each picture of a catalog, by file name. */
export function bestClasses(catalog: string): ReadonlyMap<string, number> {
  const db = new Database(catalog, { readonly: true });
  try {
    const rows = db
      .prepare<[], { readonly path: string; readonly class: number }>(
        `SELECT pictures.path, class FROM pictures JOIN predictions ON predictions.picture = pictures.id WHERE rank = 1 ORDER BY pictures.path`,
      )
      .all();
    return new Map(rows.map((row) => [row.path, row.class]));
  } finally {
    db.close();
  }
}
