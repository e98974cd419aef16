import type { SearchSort } from '../../../shared/query/sort.ts';
import { commandLineTexts as texts } from '../../../shared/texts/command-line.ts';
import type { Core } from '../../core/host-contract.ts';
import type { FoundPicture, UnknownName } from '../../core/questions.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { jsonPath, linePath, terminalPath, type Output } from '../output.ts';
import { refuseWith } from '../refusal.ts';
import { formatTable } from '../table.ts';

export interface SearchOptions {
  readonly query: string;
  readonly modelId: string | null;
  /** Null: 50 on a terminal, none otherwise. */
  readonly limit: number | null;
  readonly sort: SearchSort;
  readonly json: boolean;
}

const TERMINAL_LIMIT = 50;

/** `classifold search`. */
export async function search(core: Core, options: SearchOptions, output: Output): Promise<ExitStatus> {
  const limit = options.limit ?? (output.isTerminal && !options.json ? TERMINAL_LIMIT : null);
  const answer = await core.search(options.query, options.modelId, { limit, sort: options.sort });
  if (!answer.ok) return refuseWith(answer.failure, output);
  const { pages, unknownNames } = answer.value;
  sayUnknown(unknownNames, output);
  const table: FoundPicture[] = [];
  let found = 0;
  for await (const page of pages) {
    found += page.length;
    if (options.json) for (const picture of page) output.json(jsonFound(picture));
    else if (output.isTerminal) table.push(...page);
    else for (const picture of page) output.line(plainFound(picture));
    await output.drained();
  }
  if (table.length > 0) output.line(tableOf(table));
  if (found === 0 && !options.json) output.say(texts.nothingFound);
  if (output.isTerminal && options.limit === null && found === TERMINAL_LIMIT) output.say(texts.moreResults(found));
  return EXIT.done;
}

export function sayUnknown(unknownNames: readonly UnknownName[], output: Output): void {
  for (const { name, nearest } of unknownNames) output.say(texts.unknownName(name, nearest));
}

function jsonFound({ path, match, tags, review }: FoundPicture): unknown {
  const { index, label, score } = match ?? { index: null, label: null, score: null };
  return { ...jsonPath(path), index, label, score, tags, review };
}

function plainFound({ path, match, tags, review }: FoundPicture): string {
  const cells = [match?.score?.toFixed(6) ?? '', match?.label ?? '', linePath(path), tags.join(', ')];
  return [...cells, review?.verdict ?? ''].join('\t').trimEnd();
}

function tableOf(pictures: readonly FoundPicture[]): string {
  const { score, prediction, picture, tags, review } = texts.headers;
  const rows = pictures.map(({ path, match, tags: own, review: said }) => {
    const cells = [match?.score?.toFixed(3) ?? '', match?.label ?? '', terminalPath(path), own.join(', ')];
    return [...cells, said?.verdict ?? ''];
  });
  return formatTable([score, prediction, picture, tags, review], rows);
}
