import { dataTexts } from './data.ts';
import { engineScreenTexts } from './engine-screen.ts';
import { failureTexts } from './failures.ts';
import { folderTexts } from './folders.ts';
import { getModelsTexts, importTexts, removeTexts } from './get-models.ts';
import { modelTexts } from './models.ts';
import { pictureProblemTexts } from './picture-problem.ts';
import { formatContents, formatCount, formatNumber } from './quantities.ts';
import { reviewTexts } from './review.ts';
import { runSheetTexts, runTexts } from './run.ts';
import { settingsTexts } from './settings.ts';
import { shortcutTexts } from './shortcuts.ts';
import { tagListTexts } from './tag-list.ts';
import { undoneText } from './undo.ts';

// What the window says. English; another language is another object of the same type.

const pictures = (n: number): string => formatCount(n, 'picture');
/** Of so many pictures, those that changed: copies of one picture count once, which is said only where it matters. */
const contents = (matched: number, changed: number): string =>
  matched === changed ? pictures(changed) : formatContents(changed);

export const windowTexts = {
  application: 'Classifold',

  firstStart: {
    title: 'Drop folders of pictures here',
    promise: 'Classifold looks at every picture, on this machine, and makes them searchable. Your files are only read.',
    chooseFolders: 'Choose folders…',
    chooseFiles: 'Choose pictures…',
    trySamples: 'Try it on sample pictures',
    model: (name: string, classes: number) => `${name} · ${formatNumber(classes)} classes · works offline`,
  },

  drop: {
    title: 'Drop to classify these pictures',
    queued: 'They are classified after the run that is going on',
    noFiles: 'What was dropped is no file on this machine. Save it in a folder first, then drop it from there.',
    tooMany: (files: number, most: number) =>
      `One run takes at most ${formatNumber(most)} files and folders by name; these are ${formatNumber(files)}. Choose the folder that they are in.`,
  },

  runSheet: runSheetTexts,

  run: runTexts,

  sidebar: {
    label: 'Library',
    toggle: 'Show or hide the sidebar',
    all: 'All pictures',
    uncertain: 'Uncertain',
    unreviewed: 'Unreviewed',
    notThere: 'Offline',
    rejected: 'Rejected',
    untagged: 'Untagged',
    unclassified: 'Not classified yet',
    failures: 'Failures',
    models: 'Models',
    engines: 'Engines',
    settings: 'Settings',
    outdated: 'Seen by another model',
    classes: 'What the model can see',
    addFolders: 'Add folders…',
  },

  folders: folderTexts,
  data: dataTexts,

  forget: {
    title: 'Remove from library',
    question: (path: string, n: number) => `${path} and its ${pictures(n)} leave the library.`,
    tags: 'Tags on these pictures:',
    tag: (name: string, n: number) => `${name}: ${pictures(n)}`,
    lost: 'then on no picture in the library',
    explained:
      'No file is touched. Tags stay with the contents of the pictures, and are there again if you add them again.',
    confirm: 'Remove',
    cancel: 'Cancel',
    done: (n: number) => `${pictures(n)} removed from the library`,
  },

  search: {
    label: 'Search',
    placeholder: 'dog, cat OR bird, tag:holiday, taken:2025, score>=0.5 …',
    clear: 'Clear the search',
    suggestions: 'Suggestions',
    suggestionKinds: {
      class: 'Classes',
      group: 'Groups of classes',
      tag: 'Tags',
      folder: 'Folders',
      grammar: 'Fields and states',
    },
    unknownName: (name: string) => `The model has no class called “${name}”.`,
    nearest: 'Nearest:',
    results: pictures,
    selected: (n: number, of: number | null) =>
      `${of === null ? pictures(n) : `${formatNumber(n)} of ${pictures(of)}`} selected`,
    allSelected: (n: number | null) => (n === null ? 'All selected' : `All ${pictures(n)} selected`),
    nothing: 'Nothing found',
    nothingHint: 'Try a wider word such as “animal”, or see what the model knows.',
    empty: 'No pictures yet',
  },

  charts: {
    label: 'What is in this search',
    toggle: 'Charts',
    classes: 'Most frequent classes',
    taken: 'When they were taken',
    scores: 'Scores',
    folders: 'Folders',
    tags: 'Tags',
    bar: (name: string, n: number) => `${name}: ${pictures(n)}`,
    scoresFrom: (from: number, to: number) => `${from.toFixed(2)} to ${Math.min(1, to).toFixed(2)}`,
    nothing: 'Nothing to count',
    counting: 'Counting this search…',
  },

  scoreSlider: {
    label: 'Score from',
    value: (score: number, found: number | null) =>
      found === null ? score.toFixed(2) : `${score.toFixed(2)} · ${pictures(found)}`,
    notCounted: (score: number) => `${score.toFixed(2)} · could not be counted`,
  },

  tileSize: {
    label: 'Size of pictures',
    names: { tiny: 'tiny', small: 'small', medium: 'medium', large: 'large', huge: 'huge' },
  },

  sort: {
    label: 'Sort by',
    names: {
      score: { descending: 'Score, best first', ascending: 'Score, lowest first' },
      name: { ascending: 'Name, A to Z', descending: 'Name, Z to A' },
      taken: { descending: 'Date taken, newest first', ascending: 'Date taken, oldest first' },
      added: { descending: 'Date added, newest first', ascending: 'Date added, oldest first' },
    },
  },

  grid: {
    label: 'Pictures',
    noPrediction: 'not classified',
    older: (model: string) => `Seen by another model, ${model}. The chosen model has not looked at it yet.`,
    olderShort: 'another model',
    noThumbnail: 'No thumbnail',
    changed: 'The library has changed.',
    reload: 'Show it as it is now',
  },

  actions: {
    tag: 'Tag…',
    tagTip: 'Tag what is selected, or all that the search found (T)',
    export: 'Export CSV…',
    exportTip: 'Write what is selected, or all that the search found, as CSV',
    clearSelection: 'Clear selection',
    exported: (rows: number, file: string) => `${formatCount(rows, 'row')} written to ${file}`,
    showFile: 'Show file',
    exporting: 'Writing CSV…',
    exportingRows: (rows: number, pictures: number) => `${formatNumber(rows)} of ${formatCount(pictures, 'row')}`,
    cancelExport: 'Cancel export',
    exportRegion: 'Export',
    undo: 'Undo',
    undone: undoneText,
    nothingToUndo: 'There is nothing to undo.',
    close: 'Close',
    failed: 'That did not work',
  },

  /** What a dialog about pictures is about. */
  selection: {
    selected: (n: number) => `${pictures(n)} selected`,
    query: (n: number | null, query: string) =>
      `${n === null ? 'All pictures' : `All ${pictures(n)}`} ${query.trim() === '' ? 'in the library' : `found by “${query}”`}`,
    counting: 'Counting…',
    listLost: 'The list had to be read again. What is selected is as it was: choose once more.',
    tooMany: (most: number) =>
      `More than ${pictures(most)} cannot be selected one by one. Search for fewer, or select all of them.`,
  },

  tagDialog: {
    title: 'Tags',
    tag: 'Add a tag',
    untag: 'Take a tag off',
    change: 'What to do',
    name: 'Tag',
    preview: (matched: number, changed: number) =>
      changed === 0
        ? `None of ${pictures(matched)} would change.`
        : matched === changed
          ? `${pictures(matched)} would change.`
          : `${pictures(matched)}; ${contents(matched, changed)} would change.`,
    unreadable: (n: number) => `${pictures(n)} could never be read and cannot carry a tag.`,
    confirm: { tag: 'Tag', untag: 'Take off' },
    cancel: 'Cancel',
    done: {
      tag: (name: string, matched: number, changed: number) => `Tagged ${contents(matched, changed)} as “${name}”`,
      untag: (name: string, matched: number, changed: number) => `Took tag “${name}” off ${contents(matched, changed)}`,
    },
  },

  picture: {
    close: 'Back to the library (Escape)',
    previous: 'Previous picture (←)',
    next: 'Next picture (→)',
    showActual: 'Show in actual size (Z)',
    showWhole: 'Show the whole picture (Z)',
    whole: 'The whole picture',
    inActualSize: 'The picture in actual size',
    gone: 'Not in this search any more',
    position: (index: number, of: number | null) =>
      of === null ? formatNumber(index + 1) : `${formatNumber(index + 1)} of ${formatNumber(of)}`,
    scores: 'What the model sees',
    scoresHint: 'Scores of the network, not probabilities.',
    noScores: 'Not classified',
    olderScore: (label: string, score: string, model: string) =>
      `The chosen model has not looked at it yet. Another one, ${model}, saw: ${label} (${score}).`,
    tags: 'Tags',
    addTag: 'Add a tag',
    removeTag: (name: string) => `Take tag “${name}” off`,
    facts: 'File',
    file: 'Name',
    folder: 'Folder',
    dimensions: 'Dimensions',
    dimensionsOf: (width: number, height: number) => `${formatNumber(width)} × ${formatNumber(height)} pixels`,
    size: 'Size',
    taken: 'Taken',
    takenAt: (local: string) => local.replace('T', ' '),
    failure: 'Failed',
    showInFolder: 'Show in folder',
    cannotShow: 'This picture cannot be shown.',
    loading: 'Loading…',
  },

  pictureProblem: pictureProblemTexts,

  review: reviewTexts,

  tagList: tagListTexts,

  shortcuts: shortcutTexts,

  failures: failureTexts,

  classes: {
    title: 'What the model can see',
    explained: (classes: number) =>
      `${formatNumber(classes)} classes, in groups. Choose one to search for it. What the model has no class for it calls by something else.`,
    filter: 'Find a class',
    tree: 'Classes and groups of classes',
    none: (text: string) => `No class or group is called “${text}”.`,
    search: (name: string) => `Search for ${name}`,
    below: (n: number) => formatCount(n, 'class', 'classes'),
    found: pictures,
    onlyFound: 'Only what is in my library',
  },

  models: modelTexts,
  engines: engineScreenTexts,
  getModels: getModelsTexts,
  importModel: importTexts,
  removeModel: removeTexts,
  settings: settingsTexts,

  loading: 'Loading…',
  tryAgain: 'Try again',
  notDrawn: 'This could not be shown. Nothing that was done is lost.',
  brokenAnswer: 'The application answered in a way the window does not understand.',
} as const;
