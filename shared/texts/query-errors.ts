// What is wrong with a query, and what to write instead: a sentence or two.

const EXAMPLES = {
  class: 'class:dog',
  tag: 'tag:holiday',
  folder: 'folder:2025',
  volume: 'volume:1A2B-3C4D',
  name: 'name:IMG_*',
  taken: 'taken:2025-06',
  model: 'model:NAME',
  rank: 'rank:any',
  is: 'is:failed',
} as const;

export const queryErrorTexts = {
  tooLong: (most: number) => `A query has at most ${most} characters; split it into several.`,
  tooManyTerms: (most: number) => `A query has at most ${most} terms; split it into several.`,
  tooDeep: (most: number) => `More than ${most} parentheses and NOTs stand inside one another.`,
  unopenedParenthesis: 'This parenthesis closes none: remove it, or open one before.',
  unclosedParenthesis: 'This parenthesis is never closed: write a ) where the group ends.',
  unclosedQuote: 'This quote is never closed: write another " where the name ends.',
  emptyQuotes: 'There is nothing between the quotes.',
  /** @param before what stands before the place, as written; null at the beginning */
  missingTerm: (before: string | null) =>
    `A word or another term is missing ${before === null ? 'at the beginning' : `after ${before}`}. To look for one of the words AND, OR, NOT, put it in quotes.`,
  lowerCaseOperator: (word: string) =>
    `Write ${word.toUpperCase()} in capitals to join terms, or "${word}" in quotes to look for that name.`,

  unknownField: (written: string, fields: readonly string[]) =>
    `There is no "${written}:". There are ${fields.map((field) => `${field}:`).join(' ')}; a name with a colon in it goes between quotes.`,
  missingValue: (field: keyof typeof EXAMPLES) =>
    `${field}: is followed by nothing. Write what you look for right after the colon, as in ${EXAMPLES[field]}.`,
  unknownState: (value: string, states: readonly string[]) =>
    `There is no is:${value}. There are ${states.map((state) => `is:${state}`).join(', ')}.`,
  /** @param terms what finds the folders of a part of a path */
  partOfPath: (terms: readonly string[]) =>
    `folder: takes the name of one folder, or its whole path from the root on: write ${terms.join(' ')}.`,
  badDate:
    'A date is written 2025, 2025-06, 2025-06-15 or 2025-06-15T18:30, and a range with two points, as in taken:2025-06..2025-08 or taken:2025-06.. on.',
  endsBeforeItBegins: (from: string, to: string) => `This range ends before it begins: write taken:${to}..${from}.`,
  badScore: (comparison: string) => `A score is a number from 0 to 1 with a point, as in score${comparison}0.5.`,
  badComparison: 'A score is compared by >=, >, <= or <, as in score>=0.5.',

  badRank: 'rank: takes only "any": rank:any looks at every stored prediction, not just at the best.',
  nothingToWiden: 'rank:any widens the words beside it, and there is none: write it beside one, as in dog rank:any.',
  secondModel: 'A query reads the results of one model: keep one model: only.',
  misplacedModel:
    'model: is for the whole query: write it outside of parentheses, OR and NOT, as in (dog OR cat) model:NAME.',
} as const;
