import { assertNever } from '../assert-never.ts';
import { queryErrorTexts as texts } from '../texts/query-errors.ts';
import { govern, hasClassTerm } from './governing.ts';
import { noModifiers, readModifier, type Modifiers } from './modifiers.ts';
import type { ParsedQuery, Place, Query, QueryError } from './query.ts';
import { readFolder, readState, readTaken } from './terms.ts';
import type { Token } from './tokens.ts';
import { queryError, tokenize } from './tokens.ts';
import type { ClassVocabulary } from './vocabulary.ts';

/** Characters (UTF-16) of the longest query that is read. */
export const MAX_QUERY_LENGTH = 4000;
/** Terms, NOTs and parentheses of a query together: what SQLite can be asked in one statement lies well above. */
export const MAX_QUERY_TERMS = 100;
/** Parentheses and NOTs inside one another. */
export const MAX_QUERY_DEPTH = 40;

/**
 * Reads a query as a person writes it (docs/search.md is its grammar). Names are looked up in `vocabulary`; a name it
 * has no class for stays in the tree with no classes and is listed. Never throws: an error is a value with its place.
 */
export function parseQuery(text: string, vocabulary: ClassVocabulary): ParsedQuery {
  if (text.length > MAX_QUERY_LENGTH) {
    const place = { start: MAX_QUERY_LENGTH, end: text.length };
    return queryError('too-long', place, texts.tooLong(MAX_QUERY_LENGTH));
  }
  const tokens = tokenize(text);
  if (!tokens.ok) return tokens;
  const parser: Parser = { tokens: tokens.value, at: 0, vocabulary, terms: 0, model: null, unknownNames: [], text };
  if (tokens.value.length === 0) return { ok: true, query: { kind: 'all' }, model: null, unknownNames: [] };
  const parsed = parseOr(parser, 0);
  if (!parsed.ok) return parsed;
  const rest = parser.tokens[parser.at];
  if (rest !== undefined) {
    return queryError('unopened-parenthesis', rest.place, texts.unopenedParenthesis);
  }
  return { ok: true, query: parsed.query, model: parser.model, unknownNames: parser.unknownNames };
}

interface Parser {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly vocabulary: ClassVocabulary;
  readonly unknownNames: string[];
  at: number;
  terms: number;
  model: string | null;
}

type Parsed = { readonly ok: true; readonly query: Query } | { readonly ok: false; readonly error: QueryError };

/** `a OR b`: binds less than AND. Stops at a closing parenthesis or the end. */
function parseOr(parser: Parser, depth: number): Parsed {
  const terms: Query[] = [];
  for (;;) {
    const term = parseAnd(parser, depth);
    if (!term.ok) return term;
    terms.push(term.query);
    if (parser.tokens[parser.at]?.kind !== 'OR') return { ok: true, query: joined('or', terms) };
    parser.at++;
  }
}

/** Terms side by side or joined by AND, with what governs the words among them: `score>=`, `rank:any`, `model:`. */
function parseAnd(parser: Parser, depth: number): Parsed {
  const terms: Query[] = [];
  const group = noModifiers();
  const begin = parser.at;
  for (;;) {
    const token = parser.tokens[parser.at];
    if (token === undefined || token.kind === 'close' || token.kind === 'OR') break;
    if (token.kind === 'AND') {
      if (parser.at === begin) break;
      parser.at++;
      const next = parser.tokens[parser.at];
      if (next === undefined || next.kind === 'close' || next.kind === 'OR' || next.kind === 'AND') {
        return missingTerm(parser);
      }
      continue;
    }
    if (++parser.terms > MAX_QUERY_TERMS) {
      return queryError('too-many-terms', token.place, texts.tooManyTerms(MAX_QUERY_TERMS));
    }
    const modified = readModifier(parser, token, group);
    if (modified !== null) {
      if (!modified.ok) return modified;
      parser.at++;
      continue;
    }
    const term = parseTerm(parser, token, depth);
    if (!term.ok) return term;
    terms.push(term.query);
  }
  if (parser.at === begin) return missingTerm(parser);
  return governed(parser, terms, group, depth, begin);
}

/** Applies a group's modifiers to the words in it, at any depth, that no group further inside has given their own. */
function governed(parser: Parser, terms: readonly Query[], group: Modifiers, depth: number, begin: number): Parsed {
  const last = parser.tokens[parser.at];
  const isWholeQuery = depth === 0 && begin === 0 && last?.kind !== 'OR';
  if (group.model !== null && !isWholeQuery) {
    return queryError('misplaced-model', group.model, texts.misplacedModel);
  }
  const { rank, score } = group;
  if (rank !== null && !terms.some((term) => hasClassTerm(term, () => true))) {
    return queryError('nothing-to-widen', rank, texts.nothingToWiden);
  }
  const governs = score !== null && terms.some((term) => hasClassTerm(term, (range) => range === null, 'positive'));
  const read = terms.map((term) => govern(term, score?.range ?? null, rank !== null));
  // Where it governs no word that a picture must show, a score is a term of its own: that of the best class.
  if (score !== null && !governs) read.push({ kind: 'score', range: score.range, place: score.place });
  return { ok: true, query: read.length === 0 ? { kind: 'all' } : joined('and', read) };
}

/** NOT, a group in parentheses, a word or a field. */
function parseTerm(parser: Parser, token: Token, depth: number): Parsed {
  switch (token.kind) {
    case 'NOT':
    case 'open': {
      if (depth >= MAX_QUERY_DEPTH) {
        return queryError('too-deep', token.place, texts.tooDeep(MAX_QUERY_DEPTH));
      }
      parser.at++;
      return token.kind === 'NOT' ? parseNot(parser, depth + 1) : parseGroup(parser, token.place, depth + 1);
    }
    case 'word':
      return parseWords(parser);
    case 'phrase':
      parser.at++;
      return { ok: true, query: classTerm(parser, token.text, token.place) };
    case 'field':
      parser.at++;
      return parseField(parser, token);
    default:
      return missingTerm(parser);
  }
}

function parseNot(parser: Parser, depth: number): Parsed {
  const token = parser.tokens[parser.at];
  if (token === undefined) return missingTerm(parser);
  if (token.kind === 'score' || (token.kind === 'field' && (token.field === 'rank' || token.field === 'model'))) {
    const group = noModifiers();
    const begin = parser.at;
    const modified = readModifier(parser, token, group);
    if (modified?.ok === false) return modified;
    parser.at++;
    const alone = governed(parser, [], group, depth, begin);
    return alone.ok ? { ok: true, query: { kind: 'not', term: alone.query } } : alone;
  }
  const term = parseTerm(parser, token, depth);
  return term.ok ? { ok: true, query: { kind: 'not', term: term.query } } : term;
}

function parseGroup(parser: Parser, open: Place, depth: number): Parsed {
  const group = parseOr(parser, depth);
  if (!group.ok) return group;
  if (parser.tokens[parser.at]?.kind !== 'close') {
    return queryError('unclosed-parenthesis', open, texts.unclosedParenthesis);
  }
  parser.at++;
  return group;
}

/** The longest run of adjacent words, from here, that is a whole name; else this word by itself. */
function parseWords(parser: Parser): Parsed {
  const run: { readonly text: string; readonly place: Place }[] = [];
  while (run.length < Math.max(1, parser.vocabulary.longestName)) {
    const token = parser.tokens[parser.at + run.length];
    if (token?.kind !== 'word') break;
    run.push(token);
  }
  for (let length = run.length; length > 1; length--) {
    const name = run
      .slice(0, length)
      .map((word) => word.text)
      .join(' ');
    if (isKnown(parser, name)) return takeRun(parser, name, run[0]!.place, run[length - 1]!.place, length);
  }
  const word = run[0]!;
  if (['and', 'or', 'not'].includes(word.text) && !isKnown(parser, word.text)) {
    return queryError('lower-case-operator', word.place, texts.lowerCaseOperator(word.text));
  }
  return takeRun(parser, word.text, word.place, word.place, 1);
}

function takeRun(parser: Parser, name: string, first: Place, last: Place, length: number): Parsed {
  parser.at += length;
  return { ok: true, query: classTerm(parser, name, { start: first.start, end: last.end }) };
}

function isKnown(parser: Parser, name: string): boolean {
  return (parser.vocabulary.classesNamed(name)?.length ?? 0) > 0;
}

function classTerm(parser: Parser, name: string, place: Place): Query {
  const classes = parser.vocabulary.classesNamed(name) ?? [];
  if (classes.length === 0 && !parser.unknownNames.includes(name)) parser.unknownNames.push(name);
  return { kind: 'classes', name, classes, score: null, anyRank: false, place };
}

function parseField(parser: Parser, token: Extract<Token, { kind: 'field' }>): Parsed {
  const { field, value, place } = token;
  switch (field) {
    case 'class':
      return { ok: true, query: classTerm(parser, value.split(/\s+/u).join(' '), place) };
    case 'tag':
      return { ok: true, query: { kind: 'tag', name: value, place } };
    case 'volume':
      return { ok: true, query: { kind: 'volume', volume: value, place } };
    case 'name':
      return { ok: true, query: { kind: 'name', pattern: value, place } };
    case 'folder':
      return parsed(readFolder(value, place));
    case 'taken':
      return parsed(readTaken(value, place));
    case 'is':
      return parsed(readState(value, place));
    case 'rank':
    case 'model':
      throw new Error(`${field}: is a modifier, taken before terms are read`);
    default:
      return assertNever(field);
  }
}

function parsed(
  read: { readonly ok: true; readonly value: Query } | { readonly ok: false; readonly error: QueryError },
): Parsed {
  return read.ok ? { ok: true, query: read.value } : read;
}

/** The error at a place where a term should stand. */
function missingTerm(parser: Parser): Parsed {
  const token = parser.tokens[parser.at];
  const before = parser.tokens[parser.at - 1];
  const end = parser.text.length;
  const place = token?.place ?? before?.place ?? { start: end, end };
  const written = before === undefined ? null : parser.text.slice(before.place.start, before.place.end);
  return queryError('missing-term', place, texts.missingTerm(written));
}

/** One term as it is, several as a group; groups of the same kind inside one another become one. */
function joined(kind: 'and' | 'or', terms: readonly Query[]): Query {
  if (terms.length === 1) return terms[0]!;
  return { kind, terms: terms.flatMap((term) => (term.kind === kind ? term.terms : [term])) };
}
