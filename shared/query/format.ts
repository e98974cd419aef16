import { assertNever } from '../assert-never.ts';
import type { ClassTerm, Query, ScoreRange } from './query.ts';

/** A query as text that `parseQuery` reads back as the same tree (places aside). `model`: see `ParsedQuery`. */
export function formatQuery(query: Query, model: string | null): string {
  if (model === null) return formatTerm(query);
  const chosen = `model:${quoteWhereNeeded(model)}`;
  if (query.kind === 'all') return chosen;
  return `${query.kind === 'or' ? `(${formatTerm(query)})` : formatTerm(query)} ${chosen}`;
}

function formatTerm(query: Query): string {
  switch (query.kind) {
    case 'all':
      return '';
    case 'or':
      return query.terms.map(formatTerm).join(' OR ');
    case 'and':
      // AND between words, since side by side they could be read as one name.
      return query.terms
        .map((term, at) => {
          const separator = at === 0 ? '' : endsInWord(query.terms[at - 1]!) && term.kind === 'classes' ? ' AND ' : ' ';
          return separator + formatInside(term);
        })
        .join('');
    case 'not':
      return `NOT ${formatInside(query.term)}`;
    case 'classes':
      return formatClassTerm(query);
    case 'score':
      return formatRange(query.range);
    case 'tag':
      return `tag:${quoteWhereNeeded(query.name)}`;
    case 'folder':
      return `folder:${quoteWhereNeeded(query.pattern)}`;
    case 'folder-at':
      return `folder:${quoteWhereNeeded(query.path)}`;
    case 'volume':
      return `volume:${quoteWhereNeeded(query.volume)}`;
    case 'name':
      return `name:${quoteWhereNeeded(query.pattern)}`;
    case 'taken':
      return query.from === query.to ? `taken:${query.from ?? ''}` : `taken:${query.from ?? ''}..${query.to ?? ''}`;
    case 'is':
      return `is:${query.state}`;
    default:
      return assertNever(query);
  }
}

/** A term that stands beside others: in parentheses where it would mix with them. */
function formatInside(query: Query): string {
  const isGroup = query.kind === 'and' || query.kind === 'or' || query.kind === 'score';
  return isGroup || isGoverned(query) ? `(${formatTerm(query)})` : formatTerm(query);
}

function isGoverned(query: Query): boolean {
  return query.kind === 'classes' && (query.score !== null || query.anyRank);
}

function endsInWord(query: Query): boolean {
  return query.kind === 'not' ? endsInWord(query.term) : query.kind === 'classes';
}

function formatClassTerm(term: ClassTerm): string {
  const parts = [isPlainWord(term.name) ? term.name : quote(term.name)];
  if (term.score !== null) parts.push(formatRange(term.score));
  if (term.anyRank) parts.push('rank:any');
  return parts.join(' ');
}

function formatRange({ from, to }: ScoreRange): string {
  const parts: string[] = [];
  if (from !== null) parts.push(`score${from.inclusive ? '>=' : '>'}${formatNumber(from.value)}`);
  if (to !== null) parts.push(`score${to.inclusive ? '<=' : '<'}${formatNumber(to.value)}`);
  return parts.join(' ');
}

/** A number from 0 to 1 without an exponent, which the grammar has not. */
function formatNumber(value: number): string {
  const shortest = String(value);
  return shortest.includes('e') ? value.toFixed(100).replace(/0+$/u, '') : shortest;
}

/** Whether a name can stand without quotes: one word that is neither an operator nor looks like a field or a score. */
function isPlainWord(name: string): boolean {
  return !/[\s()":<>=≥≤]/u.test(name) && !['and', 'or', 'not'].includes(name.toLowerCase());
}

function quoteWhereNeeded(value: string): string {
  return /[\s()"]/u.test(value) ? quote(value) : value;
}

function quote(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
