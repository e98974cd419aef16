import { createHash } from 'node:crypto';
import { connectToWrite } from '../../main/catalog/connection.ts';
import { migrate } from '../../main/catalog/migrate.ts';
import { MIGRATIONS } from '../../main/catalog/migrations/migrations.ts';

// A catalog as large as wanted, through the real schema, with what a person's would hold: two roots (one offline),
// folders by year and event, copies, failures, tags from rare to common, rejected reviews, vanished pictures, and
// five predictions a picture whose classes are as uneven as subjects are and whose scores crowd at both ends.

export interface GeneratedCatalog {
  /** Row id of its model. */
  readonly model: number;
  readonly pictures: number;
}

/** Tags and the part of all contents that carries each. */
const GENERATED_TAGS: Readonly<Record<string, number>> = { common: 0.2, holiday: 0.01, rare: 0.0002 };

const CLASSES = 1000;
const RANKS = 5;
const PICTURES_A_FOLDER = 200;
const YEAR_MS = 365.25 * 24 * 3600 * 1000;

/** Writes a new catalog file; the same arguments give the same rows. A million pictures take about a minute. */
export function generateCatalog(file: string, pictures: number, seed = 1): GeneratedCatalog {
  const db = connectToWrite(file);
  db.pragma('journal_mode = WAL');
  migrate(db, MIGRATIONS);
  db.pragma('foreign_keys = OFF');
  db.pragma('cache_size = -400000');
  // Rows first, then each index in one sorted pass, then what triggers follow: the same file, in a tenth of the time.
  const later = db
    .prepare<[], { type: string; name: string; sql: string }>(
      `SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type`,
    )
    .all();
  for (const { type, name } of later) db.exec(`DROP ${type} ${name}`);
  const insert = (sql: string): ((...values: unknown[]) => number) => {
    const statement = db.prepare(sql);
    return (...values) => Number(statement.run(...values).lastInsertRowid);
  };
  const random = randomNumbers(seed);

  db.exec('BEGIN');
  const model = insert('INSERT INTO models (digest, name, variant, classes, added_at) VALUES (?, ?, ?, ?, 1)')(
    ...['0'.repeat(64), 'generated', 'lite0', CLASSES],
  );
  const addRoot = insert(`INSERT INTO roots (path, volume, kind, state, added_at) VALUES (?, '', 'folder', ?, 1)`);
  const roots = [addRoot('/photos', 'online'), addRoot('/media/archive', 'offline')] as const;
  const addFolder = insert('INSERT INTO folders (root, parent, path, name) VALUES (?, ?, ?, ?)');
  const addPicture = insert(
    `INSERT INTO pictures (root, folder, path, name, size, mtime_ns, digest, width, height, taken_at, format, state,
       vanished_at, is_new, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'jpeg', ?, ?, 0, 1)`,
  );
  const addClassification = insert('INSERT INTO classifications (picture, model, asked_k) VALUES (?, ?, ?)');
  const addPrediction = insert('INSERT INTO predictions (picture, model, rank, class, score) VALUES (?, ?, ?, ?, ?)');
  const addFailure = insert(
    `INSERT INTO failures (picture, kind, detail, size, mtime_ns, failed_at) VALUES (?, 'unreadable-picture', 'The file is damaged.', 1, 1, 1)`,
  );
  const addTag = insert('INSERT INTO tags (name, key) VALUES (?, ?)');
  const tags = Object.entries(GENERATED_TAGS).map(([name, part]) => ({ id: addTag(name, name), part }));
  const tagContent = insert('INSERT OR IGNORE INTO tagged (tag, digest, tagged_at) VALUES (?, ?, 1)');
  const review = insert(
    `INSERT OR IGNORE INTO reviews (digest, model, class, verdict, reviewed_at) VALUES (?, ?, ?, 'rejected', 1)`,
  );

  const rejected: (readonly [Buffer, number | undefined])[] = [];

  const popular = shuffledClasses(random);
  const tops = new Map(
    roots.map((root) => [root, addFolder(root, null, '', root === roots[0] ? 'photos' : 'archive')]),
  );
  const years = new Map<string, number>();
  let root: number = roots[0];
  let folder = 0;
  let folderPath = '';
  for (let at = 0; at < pictures; at++) {
    const year = String(2010 + Math.floor((at / pictures) * 15));
    if (at % PICTURES_A_FOLDER === 0) {
      const event = at / PICTURES_A_FOLDER;
      root = roots[event % 5 === 4 ? 1 : 0];
      const parent = years.get(`${root} ${year}`) ?? addFolder(root, tops.get(root), year, year);
      years.set(`${root} ${year}`, parent);
      folderPath = `${year}/event ${event}`;
      folder = addFolder(root, parent, folderPath, `event ${event}`);
    }
    const name = `IMG_${String(at).padStart(7, '0')}.jpg`;
    // One picture in a hundred is a copy of an earlier one: the same content, the same scores.
    const content = at > 0 && random() < 0.01 ? Math.floor(random() * at) : at;
    const digest = createHash('sha256').update(`${seed} ${content}`).digest();
    const vanished = random() < 0.005;
    const taken = new Date(Date.UTC(2010, 0, 1) + (at / pictures) * 15 * YEAR_MS).toISOString().slice(0, 19);
    const picture = addPicture(
      ...[root, folder, `${folderPath}/${name}`, name, 3_000_000, 1_000_000_000, digest, 4000, 3000],
      ...[random() < 0.9 ? taken : null, vanished ? 'vanished' : 'present', vanished ? 1 : null],
    );
    for (const tag of tags) if (random() < tag.part) tagContent(tag.id, digest);
    if (random() < 0.01) {
      addFailure(picture);
      continue;
    }
    addClassification(picture, model, RANKS);
    const own = randomNumbers(seed * 7919 + content);
    const { classes, scores } = predictionsFrom(own, popular);
    classes.forEach((index, rank) => addPrediction(picture, model, rank + 1, index, scores[rank]));
    if (random() < 0.002) rejected.push([digest, classes[0]]);
  }
  db.exec('COMMIT');
  for (const { sql } of later) db.exec(sql);
  db.transaction(() => {
    for (const [digest, index] of rejected) review(digest, model, index);
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return { model, pictures };
}

/** Five different classes, popular ones more often, and falling scores: half of all pictures above 0.7, a quarter below 0.3. */
function predictionsFrom(
  random: () => number,
  popular: readonly number[],
): { readonly classes: readonly number[]; readonly scores: readonly number[] } {
  const classes: number[] = [];
  while (classes.length < RANKS) {
    const index = popular[Math.floor(random() ** 2.5 * CLASSES)] ?? 0;
    if (!classes.includes(index)) classes.push(index);
  }
  const scores = [Math.fround(1 - random() ** 0.7 * 0.95 * random() ** 0.3)];
  for (let rank = 1; rank < RANKS; rank++) {
    const left = 1 - scores.reduce((sum, score) => sum + score, 0);
    scores.push(Math.fround(Math.min(scores[rank - 1] ?? 1, left * random() * 0.8)));
  }
  return { classes, scores };
}

function shuffledClasses(random: () => number): readonly number[] {
  const classes = Array.from({ length: CLASSES }, (_, index) => index);
  for (let at = classes.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [classes[at], classes[other]] = [classes[other]!, classes[at]!];
  }
  return classes;
}

/** Mulberry32: even numbers from 0 up to 1, the same for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
