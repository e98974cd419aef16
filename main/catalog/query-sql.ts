import { assertNever } from '../../shared/assert-never.ts';
import type { ClassTerm, IsState, Query, ScoreRange } from '../../shared/query/query.ts';
import type { ModelComparison } from './compiled-query.ts';
import { namePattern } from './name-pattern.ts';
import { joinSql, sql } from './sql.ts';
import type { Sql } from './sql.ts';

/** What a condition's SQL needs besides the condition. */
export interface QueryReading {
  /** Row id of the model whose predictions are read. */
  readonly model: number;
  /** Least score of words and `class:` that no `score` governs. */
  readonly threshold: number;
  /** What `is:changed` compares with; null: nothing. */
  readonly comparison: ModelComparison | null;
  /** The only pictures that may be found; null: all may. */
  readonly among: readonly number[] | null;
  /** Ids of all folders at or below those with such a name, as a JSON array. */
  readonly foldersNamed: (pattern: string) => string;
  /** Ids of all folders at or below those at an absolute path (one on each volume that was there), as a JSON array. */
  readonly foldersAt: (path: string) => string;
  /** Whether more wait for a review than are worth being gathered first. */
  readonly areManyUnreviewed: () => boolean;
  /** Row id of a tag, in any case; null where there is none. */
  readonly tagNamed: (name: string) => number | null;
}

// Bound, not written: where SQLite sees at once that nothing can be found, it forgets the index it was told to use.
const ALWAYS = sql('?', 1);
const NEVER = sql('?', 0);

/** A condition on a picture `p` (a row of `pictures`), as an expression that is never NULL. */
export function conditionSql(query: Query, reading: QueryReading): Sql {
  switch (query.kind) {
    case 'all':
      return ALWAYS;
    case 'and':
    case 'or': {
      const terms = query.terms.map((term) => conditionSql(term, reading));
      const joined = joinSql(terms, query.kind === 'and' ? ' AND ' : ' OR ');
      return { ...joined, text: `(${joined.text})` };
    }
    case 'not': {
      const term = conditionSql(query.term, reading);
      return { ...term, text: `NOT ${term.text}` };
    }
    case 'classes': {
      const prediction = predictionSql([query], reading);
      const predicted = { ...prediction, text: `EXISTS (SELECT 1 FROM predictions m WHERE ${prediction.text})` };
      return eitherSql(predicted, correctionSql([query], reading));
    }
    case 'score':
      return eitherSql(
        bestExists(scoreSql(query.range), reading),
        isAboveAll(query.range) ? anyCorrectionSql(reading) : null,
      );
    case 'tag': {
      const tag = reading.tagNamed(query.name);
      if (tag === null) return NEVER;
      return sql('EXISTS (SELECT 1 FROM tagged t WHERE t.tag = ? AND t.digest = p.digest)', tag);
    }
    case 'folder':
    case 'folder-at':
      return sql('p.folder IN (SELECT value FROM json_each(?))', foldersOf(query, reading));
    case 'volume':
      return sql('p.root IN (SELECT id FROM roots WHERE volume = ? COLLATE NOCASE)', query.volume);
    case 'name': {
      const named = namePattern('p.name', query.pattern);
      return { ...named, text: `(${named.text})` };
    }
    case 'taken': {
      const taken = takenSql(query);
      return { ...taken, text: `(p.taken_at IS NOT NULL AND ${taken.text})` };
    }
    case 'is':
      return stateSql(query.state, reading);
    default:
      return assertNever(query);
  }
}

/** The folders that a term is about, as a JSON array of their ids. */
export function foldersOf(term: Extract<Query, { kind: 'folder' | 'folder-at' }>, reading: QueryReading): string {
  return term.kind === 'folder' ? reading.foldersNamed(term.pattern) : reading.foldersAt(term.path);
}

/** On a prediction `m` of a picture `p`: it is one that one of these class terms finds. */
export function predictionSql(terms: readonly ClassTerm[], reading: QueryReading): Sql {
  const found = joinSql(
    terms.map((term) =>
      joinSql(
        [
          // The picture is known: a plus keeps SQLite from looking its predictions up by class instead.
          sql('(+m.class IN (SELECT value FROM json_each(?))', JSON.stringify(term.classes)),
          sql(term.anyRank ? '1' : 'm.rank = 1'),
          term.score === null
            ? sql(`(+m.score >= ? OR (m.rank = 1 AND m.verdict = 'accepted')))`, reading.threshold)
            : closed(scoreSql(term.score)),
        ],
        ' AND ',
      ),
    ),
    ' OR ',
  );
  const rank = terms.some((term) => term.anyRank) ? '' : ' AND m.rank = 1';
  return joinSql(
    [sql(`m.picture = p.id AND m.model = ?${rank}`, reading.model), { ...found, text: `(${found.text})` }, NOT_DENIED],
    ' AND ',
  );
}

/** On a review `r` of a picture `p`: a person gave it a class that one of these terms finds; null where none finds that. */
export function correctionSql(terms: readonly ClassTerm[], reading: QueryReading): Sql | null {
  const classes = correctableClasses(terms);
  if (classes.length === 0) return null;
  return joinSql(
    [anyCorrectionSql(reading), sql('+r.corrected IN (SELECT value FROM json_each(?))', JSON.stringify(classes))],
    ' AND ',
  );
}

/** On a review `r` of a picture `p`: a person gave it a class. */
export function anyCorrectionSql(reading: QueryReading): Sql {
  return sql(`r.digest = p.digest AND r.model = ? AND r.verdict = 'corrected'`, reading.model);
}

/** Classes of terms that a person's word satisfies: it is above any score, so not below a given one. */
export function correctableClasses(terms: readonly ClassTerm[]): readonly number[] {
  return [
    ...new Set(terms.filter(({ score }) => score === null || isAboveAll(score)).flatMap(({ classes }) => classes)),
  ];
}

function isAboveAll({ to }: ScoreRange): boolean {
  return to === null;
}

/** Either holds; `correction` is on a review `r`. */
function eitherSql(predicted: Sql, correction: Sql | null): Sql {
  if (correction === null) return predicted;
  const corrected = { ...correction, text: `EXISTS (SELECT 1 FROM reviews r WHERE ${correction.text})` };
  const either = joinSql([predicted, corrected], ' OR ');
  return { ...either, text: `(${either.text})` };
}

function closed(expression: Sql): Sql {
  return { ...expression, text: `${expression.text})` };
}

/** On a prediction `m` of a picture `p`: it is the picture's best, and no person has denied it. */
export function bestSql(reading: QueryReading): Sql {
  return joinSql([topSql(reading), NOT_DENIED], ' AND ');
}

function topSql(reading: QueryReading): Sql {
  return sql('m.picture = p.id AND m.model = ? AND m.rank = 1', reading.model);
}

/** Neither rejected nor corrected. */
const NOT_DENIED = sql(`(m.verdict IS NULL OR m.verdict = 'accepted')`);

function bestExists(score: Sql, reading: QueryReading): Sql {
  const best = joinSql([bestSql(reading), score], ' AND ');
  return { ...best, text: `EXISTS (SELECT 1 FROM predictions m WHERE ${best.text})` };
}

/** On the score of a prediction `m`. */
function scoreSql({ from, to }: ScoreRange): Sql {
  const bounds: Sql[] = [];
  if (from !== null) bounds.push(sql(`+m.score ${from.inclusive ? '>=' : '>'} ?`, from.value));
  if (to !== null) bounds.push(sql(`+m.score ${to.inclusive ? '<=' : '<'} ?`, to.value));
  return joinSql(bounds, ' AND ');
}

/** On `taken_at` of a picture `p`. An end stands for its whole year, month, day …: `~` sorts after all that can follow. */
export function takenSql(term: Extract<Query, { kind: 'taken' }>): Sql {
  const bounds: Sql[] = [];
  if (term.from !== null) bounds.push(sql('p.taken_at >= ?', term.from));
  if (term.to !== null) bounds.push(sql('p.taken_at < ?', `${term.to}~`));
  return joinSql(bounds, ' AND ');
}

function stateSql(state: IsState, reading: QueryReading): Sql {
  switch (state) {
    case 'failed':
      return sql('EXISTS (SELECT 1 FROM failures f WHERE f.picture = p.id)');
    case 'unclassified':
      return sql(
        '(NOT EXISTS (SELECT 1 FROM classifications c WHERE c.picture = p.id AND c.model = ?) AND NOT EXISTS (SELECT 1 FROM failures f WHERE f.picture = p.id))',
        reading.model,
      );
    case 'untagged':
      return sql('NOT EXISTS (SELECT 1 FROM tagged t WHERE t.digest = p.digest)');
    case 'uncertain':
      return bestExists(sql('+m.score < ? AND m.verdict IS NULL', reading.threshold), reading);
    case 'unreviewed':
    case 'accepted': {
      const top = topSql(reading);
      const verdict = state === 'accepted' ? `m.verdict = 'accepted'` : 'm.verdict IS NULL';
      return { ...top, text: `EXISTS (SELECT 1 FROM predictions m WHERE ${top.text} AND ${verdict})` };
    }
    case 'corrected': {
      const corrected = anyCorrectionSql(reading);
      return { ...corrected, text: `EXISTS (SELECT 1 FROM reviews r WHERE ${corrected.text})` };
    }
    case 'rejected':
      return sql(
        `EXISTS (SELECT 1 FROM reviews r WHERE r.model = ? AND r.digest = p.digest AND r.verdict = 'rejected')`,
        reading.model,
      );
    case 'offline':
      return sql(`p.root IN (SELECT id FROM roots WHERE state = 'offline')`);
    case 'outdated':
      return sql(
        `(EXISTS (SELECT 1 FROM classifications c WHERE c.picture = p.id AND c.model <> ?)
          AND NOT EXISTS (SELECT 1 FROM classifications c WHERE c.picture = p.id AND c.model = ?))`,
        reading.model,
        reading.model,
      );
    case 'changed':
      return reading.comparison === null ? NEVER : changedSql(reading.comparison, reading.model);
    case 'vanished':
      throw new Error('is:vanished is decided by the state that a query reads, see conditionsByState');
    default:
      return assertNever(state);
  }
}

/** Both models have classified the picture, and the best class of one does not mean that of the other. Reviews play no part. */
function changedSql({ model: other, sameClasses }: ModelComparison, model: number): Sql {
  const pair = sql(
    `SELECT 1 FROM predictions n CROSS JOIN predictions o ON o.picture = n.picture AND o.model = ? AND o.rank = 1
      WHERE n.picture = p.id AND n.model = ? AND n.rank = 1`,
    other,
    model,
  );
  const differs =
    sameClasses === null
      ? sql('n.class <> o.class')
      : sql(`n.class IS NOT json_extract(?, '$[' || o.class || ']')`, JSON.stringify(sameClasses));
  const both = joinSql([pair, differs], ' AND ');
  return { ...both, text: `EXISTS (${both.text})` };
}
