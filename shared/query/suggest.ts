import { foldName } from '../fold-name.ts';
import { assertNever } from '../assert-never.ts';
import { formatQuery } from './format.ts';
import { IS_STATES, type Place } from './query.ts';
import { endOfWord, FIELDS, isSpace, tokenize } from './tokens.ts';

// What the word at the caret may be meant for. A part of a name only suggests: the grammar finds whole names.

/** What there is to suggest. */
export interface KnownNames {
  /** Every name and synonym of a class or of a group above classes, with the number of classes it stands for. */
  readonly classes: readonly { readonly name: string; readonly isGroup: boolean; readonly classes: number }[];
  /** Pictures that such a name finds, where it finds any; null: they are not counted yet. */
  readonly found: ReadonlyMap<string, number> | null;
  /** Those numbers as they were when the word was typed: names do not change places under a hand when they come, or are other ones. */
  readonly foundBefore: ReadonlyMap<string, number> | null;
  readonly tags: readonly { readonly name: string; readonly pictures: number }[];
  readonly folders: readonly { readonly name: string; readonly path: string; readonly pictures: number }[];
}

export type SuggestionKind = 'class' | 'group' | 'tag' | 'folder' | 'grammar';

export interface Suggestion {
  readonly kind: SuggestionKind;
  /** As a person reads it. */
  readonly label: string;
  /** The text that takes the place of what was typed. */
  readonly term: string;
  /** Where what was typed stands: the word at the caret, with words before it that belong to the same name. */
  readonly place: Place;
  /** Whether `term` finds something as it is; a field still needs its value. */
  readonly isWhole: boolean;
  /** That it stands for; null where it is no group of classes. */
  readonly classes: number | null;
  /** That it finds; null where that is not known, or says nothing. */
  readonly pictures: number | null;
}

/** So many in all, and of each kind where several could be meant. */
const MOST = 12;
const MOST_OF_KIND = { class: 4, group: 3, tag: 3, folder: 2, grammar: 2 } as const satisfies Record<
  SuggestionKind,
  number
>;
const KINDS = ['class', 'group', 'tag', 'folder', 'grammar'] as const satisfies readonly SuggestionKind[];

/** Fields and signs as they are written, the states with them. */
const GRAMMAR: readonly { readonly term: string; readonly isWhole: boolean }[] = [
  ...FIELDS.filter((field) => field !== 'rank').map((field) => ({ term: `${field}:`, isWhole: false })),
  { term: 'rank:any', isWhole: true },
  { term: 'score>=', isWhole: false },
  ...IS_STATES.map((state) => ({ term: `is:${state}`, isWhole: true })),
];

/**
 * Suggestions for the word that ends at or around the caret, by kind, the best of each kind first; none where nothing is
 * being typed there. Of names that are as near, those that find pictures come first; groups come before classes of which none does.
 */
export function suggest(text: string, caret: number, known: KnownNames): readonly Suggestion[] {
  const typed = typedAt(text, caret);
  if (typed === null) return [];
  const run = typed.runs.find(({ value }) => bestFirst(known.classes, value).length > 0) ?? null;
  // Words that begin one name together are not meant for something else each.
  const only = run !== null && run.start < typed.place.start ? 'class' : typed.only;
  const found = KINDS.map((kind) => {
    if (only !== null && only !== kind && !(only === 'class' && kind === 'group')) return [];
    const most = only === null ? MOST_OF_KIND[kind] : MOST;
    return ofKind(kind, typed, run, known)
      .filter(({ term, place }) => term !== text.slice(place.start, place.end))
      .slice(0, most);
  });
  const [classes = [], groups = [], ...others] = found;
  const isFound = ({ label }: Suggestion): boolean => (known.foundBefore?.get(label) ?? 0) > 0;
  const isGroupFirst = !classes.some(isFound) && groups.some(isFound);
  const inOrder = [...(isGroupFirst ? [groups, classes] : [classes, groups]), ...others];
  return inOrder.flat().slice(0, MOST);
}

/** The text with a suggestion in place of what was typed, and where the caret then stands. */
export function takeSuggestion(
  text: string,
  { term, place }: Pick<Suggestion, 'term' | 'place'>,
): { readonly text: string; readonly caret: number } {
  return { text: text.slice(0, place.start) + term + text.slice(place.end), caret: place.start + term.length };
}

interface Typed {
  /** What stands from the beginning of the word, or behind its field and quote, to the caret. */
  readonly value: string;
  readonly place: Place;
  /** What a field or quote leaves possible; null: everything. */
  readonly only: SuggestionKind | null;
  /** `class:` stands before it and has to stay. */
  readonly field: string;
  /** The same with the words before it, the longest run first; for names of classes. */
  readonly runs: readonly Run[];
}

/** Words that may be the beginning of one name, and where they begin. */
interface Run {
  readonly value: string;
  readonly start: number;
}

function typedAt(text: string, caret: number): Typed | null {
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < caret; at++) {
    const character = text[at]!;
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (isSpace(character) || character === '(' || character === ')')) start = at + 1;
  }
  const parts = /^(?:([a-z]+):)?("?)([^"]*)$/iu.exec(text.slice(start, caret));
  if (parts === null) return null;
  const [, field = '', quote = '', written = ''] = parts;
  const value = written.trimStart();
  if ((value === '' && field === '') || (quote === '' && isOperator(value))) return null;
  const place = { start, end: isQuoted ? endOfPhrase(text, caret) : endOfWord(text, caret) };
  const runs = [{ value, start }];
  switch (field.toLowerCase()) {
    case '':
      if (quote !== '') return { value, place, only: 'class', field: '', runs };
      return { value, place, only: null, field: '', runs: [...runsBefore(text, start, value), ...runs] };
    case 'class':
      return value === '' ? null : { value, place, only: 'class', field: 'class:', runs };
    case 'tag':
      return { value, place, only: 'tag', field: '', runs };
    case 'folder':
      return { value, place, only: 'folder', field: '', runs };
    case 'is':
      return { value: `is:${value}`, place, only: 'grammar', field: '', runs };
    default:
      return null;
  }
}

function isOperator(word: string): boolean {
  return word === 'AND' || word === 'OR' || word === 'NOT';
}

/** Behind the quote that closes the phrase at the caret; the caret where none does. */
function endOfPhrase(text: string, caret: number): number {
  const close = text.indexOf('"', caret);
  return close !== -1 && tokenize(text).ok ? close + 1 : caret;
}

/** `golden r` with both words, where words stand right before this one; the longest first. */
function runsBefore(text: string, start: number, value: string): readonly Run[] {
  const before = tokenize(text.slice(0, start));
  if (!before.ok) return [];
  const runs: Run[] = [];
  for (const token of [...before.value].reverse()) {
    if (token.kind !== 'word') break;
    const next = runs.at(0)?.value ?? value;
    runs.unshift({ value: `${token.text} ${next}`, start: token.place.start });
  }
  return runs;
}

function ofKind(kind: SuggestionKind, typed: Typed, run: Run | null, known: KnownNames): readonly Suggestion[] {
  const { place } = typed;
  switch (kind) {
    case 'class':
    case 'group': {
      if (run === null) return [];
      const names = known.classes.filter(({ isGroup }) => isGroup === (kind === 'group'));
      return bestFirst(names, run.value, known.foundBefore).map(({ name, classes }): Suggestion => {
        const query = { kind: 'classes', name, classes: [], score: null, anyRank: false, place } as const;
        const term = typed.field + formatQuery(query, null);
        const whole = { start: run.start, end: place.end };
        const pictures = known.found === null ? null : (known.found.get(name) ?? 0);
        return {
          ...{ kind, label: name, term, place: whole, isWhole: true, pictures },
          classes: kind === 'group' ? classes : null,
        };
      });
    }
    case 'tag':
      return bestFirst(known.tags, typed.value).map(({ name, pictures }): Suggestion => {
        const term = formatQuery({ kind: 'tag', name, place }, null);
        return { kind, label: name, term, place, isWhole: true, classes: null, pictures };
      });
    case 'folder':
      return bestFirst(known.folders, typed.value).map(({ name, path, pictures }): Suggestion => {
        const term = formatQuery({ kind: 'folder-at', path, place }, null);
        return { kind, label: name, term, place, isWhole: true, classes: null, pictures };
      });
    case 'grammar':
      return GRAMMAR.filter(({ term }) => {
        // `unt` may be meant for `is:untagged`.
        const begins = term.startsWith(typed.value.toLowerCase());
        return begins || (typed.value.length > 1 && term.startsWith(`is:${typed.value.toLowerCase()}`));
      }).map(({ term, isWhole }) => ({ kind, label: term, term, place, isWhole, classes: null, pictures: null }));
    default:
      return assertNever(kind);
  }
}

/**
 * Names that begin with what was typed, then those with a later word that does, then those with it inside; of each, those that are found,
 * then shorter ones, first.
 */
function bestFirst<Named extends { readonly name: string }>(
  names: readonly Named[],
  value: string,
  found: ReadonlyMap<string, number> | null = null,
): readonly Named[] {
  const wanted = foldName(value);
  return names
    .flatMap((named) => {
      const at = nearness(foldName(named.name), wanted);
      return at === null ? [] : [{ named, name: named.name, at, unfound: (found?.get(named.name) ?? 0) > 0 ? 0 : 1 }];
    })
    .sort((a, b) => a.at - b.at || a.unfound - b.unfound || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .map(({ named }) => named);
}

function nearness(name: string, wanted: string): 0 | 1 | 2 | null {
  const at = name.indexOf(wanted);
  if (at === -1) return null;
  if (at === 0) return 0;
  if (name.includes(` ${wanted}`) || name.includes(`-${wanted}`)) return 1;
  // One letter is inside of almost everything.
  return wanted.length > 1 ? 2 : null;
}
