// What the command line says. English; another language is another object of the same type.

import type { AcceptView } from '../contract/views.ts';
import type { Plan } from '../run.ts';
import type { MemoryShortage } from '../settings.ts';
import { tooLittleMemory } from './memory.ts';
import { formatContents, formatCount as count, formatNumber } from './quantities.ts';

function seconds(n: number): string {
  if (n < 60) return `${Math.max(1, Math.round(n))} s`;
  if (n < 3600) return `${Math.floor(n / 60)} min ${Math.round(n % 60)} s`;
  return `${Math.floor(n / 3600)} h ${Math.floor((n % 3600) / 60)} min`;
}

function planInWords(engine: string, { workers, threads, decoders, batch }: Plan): string {
  return `${engine}: ${count(workers, 'worker')} × ${count(threads, 'thread')}, ${count(decoders, 'decoder')} each, batches of ${batch}`;
}

export const commandLineTexts = {
  program: 'Classifies folders of pictures with EfficientNet, on this machine, into a catalog that you can search.',
  exitStatuses: `
Exit status: 0 all done, 3 done with failures listed, 2 wrong usage, 1 could not run, 130 interrupted after saving.`,

  readingWorks: 'Searching and exporting work meanwhile.',
  seeHelp: '(--help after any command says how it is written)',
  arguments: {
    paths: 'folders and files',
    query: 'what to find; see below',
    tag: 'the tag',
    word: 'a class or a group of classes, such as dog',
  },

  options: {
    catalog: 'the catalog to use (default: the one in your data folder)',
    model: 'the model to use (default: the one chosen in this catalog; `classifold models` lists them)',
    json: 'write JSON, one object a line',
    verbose: 'also say what the workers do, and with which plan',
    top: 'predictions to keep of each picture, 1 to 20 (default: as set in this catalog, else 5)',
    extensions: 'file name extensions that make a picture, with commas between (default: as set in this catalog)',
    workers: 'most worker processes (default: one for every core)',
    engine: 'what computes the network',
    memory: 'most memory for all of them, in gigabytes (default: half of what there is)',
    gpuMemory: 'most memory of a GPU, in gigabytes (default: half of what it has, or 2 where it does not say)',
    ignore: 'leave out paths that match this glob pattern; can be given several times',
    tag: 'put this tag on every picture of these folders (repeatable)',
    sort: 'what the results are sorted by: best score, A, newest first',
    reverse: 'the other way round',
    limit: 'most results (default: 50 on a terminal, all otherwise)',
    score: 'the least score that is accepted, from 0 to 1',
    dryRun: 'only say how many pictures it would change',
    csv: 'the file to write',
    long: 'one row a prediction instead of one a picture',
    excel: 'with a byte order mark and the delimiter that Excel expects in your language',
    retry: 'try failed pictures again: these (or all below these folders), or all where none is named',
  },

  commands: {
    classify: 'classify every picture in folders and files',
    search: 'find pictures by what they show, where they are, tags, date …',
    tag: 'put a tag on every picture that a query finds',
    untag: 'take a tag off every picture that a query finds',
    tags: 'the tags: list them, rename, merge or delete one',
    tagsList: 'list them, each with how many pictures carry it',
    tagsRename: 'name a tag anew',
    tagsMerge: 'put another tag on all that carry this one, which then goes',
    tagsDelete: 'take a tag off all that carry it',
    review: 'say of what a model sees that it is right or wrong',
    reviewAccept: 'accept the best class of every picture that a query finds and nobody has reviewed',
    reviewReject: 'reject the best class of every picture that a query finds',
    reviewClear: 'withdraw what was said of every picture that a query finds',
    undo: 'take the last change of tags or reviews back',
    export: 'write the results as CSV',
    roots: 'the folders in the catalog: list them, forget one, say where one moved',
    rootsList: 'list them',
    rootsForget:
      'remove a folder and its pictures from the catalog; files stay as they are, tags stay with their contents',
    rootsMove: 'say that a folder is at another place now',
    status: 'what the catalog holds',
    failures: 'pictures that could not be classified, and why',
  },

  queryHelp: `
A query is words (dog, "hot dog", golden retriever), class:, tag:, folder:, name:, taken:2025-06..2025-08,
score>=0.5, rank:any, model:, is:failed|unclassified|untagged|uncertain|unreviewed|accepted|corrected|rejected|offline|vanished|outdated|changed,
joined by AND (or nothing), OR, NOT and parentheses. docs/search.md has it on one page.`,

  wrongTop: (value: string) => `--top takes a whole number from 1 to 20, not “${value}”.`,
  wrongScore: (value: string) => `--score takes a number from 0 to 1, not “${value}”.`,
  wrongLimit: (value: string) => `--limit takes a whole number from 1 up, not “${value}”.`,
  wrongExtensions: (value: string) => `--extensions takes names such as jpg,png — not “${value}”.`,
  wrongWorkers: (value: string) => `--workers takes a whole number from 1 to 256, not “${value}”.`,
  wrongMemory: (value: string) => `--memory takes gigabytes from 0.5 up, as in 4 or 1.5, not “${value}”.`,
  wrongGpuMemory: (value: string) => `--gpu-memory takes gigabytes from 0.1 up, as in 4 or 1.5, not “${value}”.`,
  wrongTag: '--tag needs a name that is not empty.',

  notThere: (path: string, code: string) =>
    code === 'ENOENT' || code === 'ENOTDIR'
      ? `${path}: there is no such file or folder.`
      : `${path}: cannot be looked at (${code}).`,
  rootOffline: (path: string) =>
    `${path}: is not there, cannot be read or is suddenly empty; its pictures in the catalog stay as they are.`,
  folderUnreadable: (path: string, detail: string) => `${path}: ${detail}`,
  noSuchModel: (id: string, known: readonly string[]) =>
    `there is no model “${id}”. There ${known.length === 1 ? 'is' : 'are'}: ${known.join(', ')}.`,
  tooLittleMemory: (shortage: MemoryShortage) =>
    tooLittleMemory(shortage, {
      allows: `${shortage.of === 'gpu' ? '--gpu-memory' : '--memory'} allows`,
      raise: 'Allow more',
    }),
  unusableModel: (file: string, reason: string) => `${file}: ${reason}.`,
  noModels: 'no usable model was found; reinstall Classifold.',

  tryingEngine: (engine: string) => `Trying ${engine}, once, to find out what is fastest here …`,
  engineAndPlan: planInWords,
  reduced: 'Memory ran out; the run goes on and computes less at a time. --verbose says how.',
  reducedTo: (because: string, engine: string, plan: Plan) =>
    `Memory ran out (${because}); the run goes on with ${planInWords(engine, plan)}`,
  quarantined: (n: number) =>
    `${count(n, 'picture')} had Classifold itself stop three times in a row and ${n === 1 ? 'is' : 'are'} no longer tried; see \`classifold failures\`.`,
  finishing: 'Finishing what is in flight and saving; Ctrl-C again stops at once.',
  stopped: (reason: string) => `The run stopped: ${reason}`,

  summary: (run: {
    classified: number;
    reused: number;
    unchanged: number;
    failed: number;
    left: number;
    seconds: number;
    perSecond: number;
  }) =>
    [
      `${count(run.classified, 'picture')} classified`,
      ...(run.reused > 0 ? [`${formatNumber(run.reused)} reused`] : []),
      ...(run.unchanged > 0 ? [`${formatNumber(run.unchanged)} unchanged`] : []),
      ...(run.failed > 0 ? [`${formatNumber(run.failed)} failed`] : []),
      ...(run.left > 0 ? [`${formatNumber(run.left)} left for the next run`] : []),
    ].join(', ') +
    ` in ${run.seconds < 10 ? `${run.seconds.toFixed(1)} s` : seconds(run.seconds)}` +
    (run.classified + run.reused > 0 ? ` (${run.perSecond.toFixed(1)} pictures a second)` : ''),
  skipped: (types: readonly (readonly [string, number])[]) =>
    `Skipped, no pictures by their names: ${types.map(([type, n]) => `${formatNumber(n)} ${type}`).join(', ')}`,
  swept: (vanished: number, moved: number) =>
    [
      ...(moved > 0 ? [`${count(moved, 'picture')} moved`] : []),
      ...(vanished > 0 ? [`${count(vanished, 'picture')} gone from the folders`] : []),
    ].join(', '),
  unreadableFolders: (n: number) => `${count(n, 'folder')} could not be read`,
  catalogAt: (path: string) => `Catalog: ${path}`,
  andMore: (n: number) => `… and ${count(n, 'picture')} more; \`classifold search\` finds them.`,
  moreFailures: 'See `classifold failures` for the reasons, `classifold failures --retry` to try again.',
  truncated: 'the file ends early',

  progress: (done: number, total: number | null, perSecond: number, left: number | null) =>
    total === null
      ? `${count(done, 'picture')} · ${perSecond.toFixed(1)}/s · still looking for pictures`
      : `${formatNumber(done)} of ${formatNumber(total)} · ${perSecond.toFixed(1)}/s` +
        (left === null ? '' : ` · ${seconds(left)} left`),

  headers: {
    picture: 'Picture',
    prediction: 'Prediction',
    score: 'Score',
    second: 'Then',
    tags: 'Tags',
    review: 'Review',
  },

  nothingFound: 'Nothing found.',
  moreResults: (limit: number) => `The first ${formatNumber(limit)}; --limit shows more.`,
  unknownName: (name: string, nearest: readonly string[]) =>
    `The model has no class called “${name}”.` + (nearest.length === 0 ? '' : ` Nearest: ${nearest.join(', ')}.`),
  queryError: (query: string, message: string, start: number) => `${message}\n  ${query}\n  ${' '.repeat(start)}^`,

  tagging: (change: 'tag' | 'untag', name: string, pictures: number) =>
    change === 'tag'
      ? `${count(pictures, 'picture')} to tag as “${name}”`
      : `${count(pictures, 'picture')} to take “${name}” off`,
  tagged: (change: 'tag' | 'untag', changed: number, already: number, unreadable: number) =>
    `${change === 'tag' ? 'Tagged' : 'Untagged'} ${formatContents(changed)}` +
    (already > 0 ? `; ${formatNumber(already)} ${change === 'tag' ? 'had it already' : 'did not have it'}` : '') +
    (unreadable > 0 ? `; ${formatNumber(unreadable)} could never be read and cannot carry a tag` : '') +
    '.',
  tagCount: (name: string, pictures: number) => `${name}\t${pictures}`,
  noTags: 'There are no tags yet.',
  tagRenamed: (name: string, to: string) => `Tag “${name}” is called “${to}” now.`,
  tagMerged: (name: string, into: string, contents: number) =>
    `Tag “${name}” is part of “${into}” now: ${formatContents(contents)}.`,
  tagDeleted: (name: string, contents: number) => `Took tag “${name}” off ${formatContents(contents)}.`,
  accepting: ({ changed, accepted, rejected, corrected }: AcceptView) => {
    const reviewed = accepted + rejected + corrected;
    const said = `${formatNumber(accepted)} accepted, ${formatNumber(rejected)} rejected, ${formatNumber(corrected)} corrected`;
    return `${formatContents(changed)} to accept` + (reviewed === 0 ? '' : `; reviewed before, and left so: ${said}`);
  },
  reviewing: (change: 'reject' | 'clear', pictures: number) =>
    change === 'reject'
      ? `${count(pictures, 'picture')} to reject the best class of`
      : `${count(pictures, 'picture')} to withdraw reviews of`,
  reviewed: (change: 'accept' | 'reject' | 'clear', contents: number) =>
    `${{ accept: 'Accepted', reject: 'Rejected', clear: 'Withdrew reviews of' }[change]} ${formatContents(contents)}.`,
  nothingToUndo: 'There is nothing to undo.',
  dryRun: 'Nothing was changed.',

  exported: (rows: number, file: string) => `${count(rows, 'row')} written to ${file}`,
  noRoots: 'The catalog holds no folders yet.',
  root: (root: {
    path: string;
    state: string;
    kind: string;
    present: number;
    classified: number;
    failed: number;
    vanished: number;
    /** Null: not said. */
    volume: string | null;
  }) =>
    `${root.path}${root.volume === null ? '' : ` [volume ${root.volume === '' ? 'unknown' : root.volume}]`}${root.state === 'offline' ? ' (offline)' : ''}${root.kind === 'files' ? ' (single files)' : ''}: ` +
    `${count(root.present, 'picture')}, ${formatNumber(root.classified)} classified` +
    (root.failed > 0 ? `, ${formatNumber(root.failed)} failed` : '') +
    (root.vanished > 0 ? `, ${formatNumber(root.vanished)} gone` : ''),
  unknownTag: (name: string) => `There is no tag ${name}.`,
  tagTaken: (name: string) => `There is a tag ${name} already: merge the two (tags merge), or choose another name.`,
  unknownClass: (index: number) => `The model has no class ${index}.`,
  unknownRoot: (path: string) => `${path}: no folder of the catalog. \`classifold roots\` lists them.`,
  rootForgotten: (path: string, pictures: number) =>
    `${path}: forgotten, with ${count(pictures, 'picture')}. No file was touched.`,
  rootMoved: (from: string, to: string) => `${from} is now ${to}.`,
  rootOverlaps: (to: string) => `${to}: lies in, or above, a folder that the catalog has already. Classify it instead.`,

  noFailures: 'No picture failed.',
  failure: (path: string, kind: string, detail: string) => `${path}: ${kind}: ${detail}`,
  noSuchFailure: 'No picture failed there: there is nothing to try again.',

  status: (facts: {
    path: string;
    bytes: number;
    roots: number;
    pictures: number;
    classified: number;
    failed: number;
    model: string | null;
  }) =>
    [
      `Catalog: ${facts.path} (${(facts.bytes / 1e6).toFixed(1)} MB)`,
      `Folders: ${formatNumber(facts.roots)}`,
      `Pictures: ${formatNumber(facts.pictures)}`,
      facts.model === null
        ? 'No model has been used in this catalog yet.'
        : `With ${facts.model}: ${formatNumber(facts.classified)} of ${formatNumber(facts.pictures)} classified, ` +
          `${formatNumber(facts.failed)} failed`,
    ].join('\n'),
} as const;
