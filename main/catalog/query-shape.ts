import { assertNever } from '../../shared/assert-never.ts';
import type { ClassTerm, Query } from '../../shared/query/query.ts';

// Queries taken apart before any SQL is written. A condition is a query, or null where it finds nothing at all.

export type Condition = Query | null;

/** A way to find pictures: by a prediction that any of these class terms finds, with what else must hold. */
export interface ClassLead {
  readonly terms: readonly ClassTerm[];
  readonly condition: Query;
}

/**
 * How a query finds pictures, best score first. A picture's match is its best prediction over all leads that find it;
 * `rest` finds pictures by no class at all, and their match is their best prediction.
 */
export interface Leads {
  readonly classes: readonly ClassLead[];
  readonly rest: Condition;
}

/** The conditions on pictures that are present (or offline), and on vanished ones. */
export interface ConditionsByState {
  readonly present: Condition;
  readonly vanished: Condition;
}

const ALL: Query = { kind: 'all' };

function allOf(terms: readonly Condition[]): Condition {
  const kept: Query[] = [];
  for (const term of terms) {
    if (term === null) return null;
    if (term.kind === 'and') kept.push(...term.terms);
    else if (term.kind !== 'all') kept.push(term);
  }
  if (kept.length === 0) return ALL;
  return kept.length === 1 ? kept[0]! : { kind: 'and', terms: kept };
}

function anyOf(terms: readonly Condition[]): Condition {
  const kept: Query[] = [];
  for (const term of terms) {
    if (term === null) continue;
    if (term.kind === 'or') kept.push(...term.terms);
    else kept.push(term);
  }
  if (kept.length === 0) return null;
  return kept.length === 1 ? kept[0]! : { kind: 'or', terms: kept };
}

function noneOf(term: Condition): Condition {
  if (term === null) return ALL;
  return term.kind === 'all' ? null : { kind: 'not', term };
}

/**
 * Vanished pictures are found where `is:vanished` asks for them, and the terms beside it then read them; everything
 * else reads what the empty query lists. `dog OR (is:vanished tag:x)`: present dogs, and vanished pictures tagged x.
 */
export function conditionsByState(query: Query): ConditionsByState {
  return { present: withVanished(query, null), vanished: whereAsked(query) };
}

/** The query with `is:vanished` replaced by what it is for pictures of one state. */
function withVanished(query: Query, vanished: Condition): Condition {
  switch (query.kind) {
    case 'and':
      return allOf(query.terms.map((term) => withVanished(term, vanished)));
    case 'or':
      return anyOf(query.terms.map((term) => withVanished(term, vanished)));
    case 'not':
      return noneOf(withVanished(query.term, vanished));
    case 'classes':
      return query.classes.length === 0 ? null : query;
    case 'is':
      return query.state === 'vanished' ? vanished : query;
    default:
      return query;
  }
}

/** What holds of a vanished picture for which some `is:vanished` of the query asks. */
function whereAsked(query: Query): Condition {
  switch (query.kind) {
    case 'and':
      // One term asks, the others must hold as well.
      return anyOf(
        query.terms.map((term, at) =>
          allOf([
            whereAsked(term),
            ...query.terms.filter((_, other) => other !== at).map((other) => withVanished(other, ALL)),
          ]),
        ),
      );
    case 'or':
      return anyOf(query.terms.map(whereAsked));
    case 'is':
      return query.state === 'vanished' ? ALL : null;
    default:
      return null;
  }
}

/** The leads of a condition. Class terms under a NOT find nothing, so they lead nowhere. */
export function leadsOf(query: Query): Leads {
  switch (query.kind) {
    case 'classes':
      return { classes: [{ terms: [query], condition: ALL }], rest: null };
    case 'and':
      return leadsOfAnd(query.terms);
    case 'or': {
      const parts = query.terms.map(leadsOf);
      const leads = parts.flatMap((part) => part.classes);
      const terms = leads.filter((lead) => lead.condition === ALL).flatMap((lead) => lead.terms);
      const classes = leads.filter((lead) => lead.condition !== ALL);
      if (terms.length > 0) classes.unshift({ terms: mergeTerms(terms), condition: ALL });
      return { classes, rest: anyOf(parts.map((part) => part.rest)) };
    }
    case 'all':
    case 'not':
    case 'score':
    case 'tag':
    case 'folder':
    case 'folder-at':
    case 'volume':
    case 'name':
    case 'taken':
    case 'is':
      return { classes: [], rest: query };
    default:
      return assertNever(query);
  }
}

function leadsOfAnd(terms: readonly Query[]): Leads {
  const own = terms.filter((term) => term.kind === 'classes');
  const classes: ClassLead[] = [];
  for (const [at, term] of terms.entries()) {
    // One class term of its own needs no check of itself beside it; several are one lead with all of them as condition.
    if (term.kind === 'classes' && own.length > 1) continue;
    const others = terms.filter((_, other) => other !== at);
    for (const lead of leadsOf(term).classes) {
      const condition = allOf([lead.condition, ...others]);
      if (condition !== null) classes.push({ terms: lead.terms, condition });
    }
  }
  if (own.length > 1) classes.unshift({ terms: mergeTerms(own), condition: { kind: 'and', terms } });
  return { classes, rest: allOf(terms.map((term) => leadsOf(term).rest)) };
}

/** Terms that read the same ranks and scores become one, with the classes of all. */
function mergeTerms(terms: readonly ClassTerm[]): readonly ClassTerm[] {
  const merged = new Map<string, ClassTerm>();
  for (const term of terms) {
    const key = JSON.stringify([term.anyRank, term.score]);
    const classes = new Set([...(merged.get(key)?.classes ?? []), ...term.classes]);
    merged.set(key, { ...term, classes: [...classes].sort((a, b) => a - b) });
  }
  return [...merged.values()];
}

/** The terms that must all hold. */
export function conjuncts(query: Query): readonly Query[] {
  return query.kind === 'and' ? query.terms : [query];
}
