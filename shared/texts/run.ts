import { assertNever } from '../assert-never.ts';
import type { RunSubject } from '../contract/events.ts';
import type { EngineName } from '../engine.ts';
import type { Plan } from '../run.ts';
import { engineTitle } from './engine-names.ts';
import { formatBytes, formatCount, formatDuration, formatNumber, formatRate } from './quantities.ts';
import { planWords } from './settings.ts';

// What the window says before a run, during it and after it.

const pictures = (n: number): string => formatCount(n, 'picture');

const PATHS_NAMED = 3;

/** @param besides how many there are that are not in the list */
function pathList(paths: readonly string[], besides = 0): string {
  const more = Math.max(0, paths.length - PATHS_NAMED) + besides;
  return paths.slice(0, PATHS_NAMED).join(', ') + (more === 0 ? '' : ` and ${formatNumber(more)} more`);
}

/** A folder or file without those that it lies in; a root of the file system as it is. */
function nameOf(path: string): string {
  return (
    path
      .split(/[/\\]/u)
      .filter((part) => part !== '')
      .at(-1) ?? path
  );
}

function subject(about: RunSubject): string {
  switch (about.kind) {
    case 'paths':
      return pathList(about.paths.map(nameOf), about.more);
    case 'left':
      return 'Pictures that were left';
    case 'failures':
      return 'Pictures that failed';
    default:
      return assertNever(about);
  }
}

/** All that is known of what it is over, a line each. */
function wholeSubject(about: RunSubject): string {
  if (about.kind !== 'paths') return subject(about);
  return [...about.paths, ...(about.more === 0 ? [] : [`and ${formatNumber(about.more)} more`])].join('\n');
}

export const runSheetTexts = {
  title: 'Classify pictures',
  counting: 'Counting pictures…',
  pictures: 'Pictures',
  size: 'Size',
  known: 'In the library already',
  toDo: 'To be classified',
  time: 'Takes about',
  timeUnknown: 'not known yet',
  bytes: formatBytes,
  duration: formatDuration,
  missing: (paths: readonly string[]) => `Not there: ${pathList(paths)}`,
  unlisted: (paths: readonly string[]) => `Cannot be looked into: ${pathList(paths)}`,
  skipped: 'Other files, left out',
  more: (n: number) => `and ${formatNumber(n)} more`,
  many: (n: number, seconds: number | null) =>
    `These are ${pictures(n)}${seconds === null ? '' : `: it takes about ${formatDuration(seconds)}`}. ` +
    'You can pause or cancel at any time, and nothing that was done is lost. Classify all of them?',
  nothing: (others: number) =>
    `There are no pictures in there${others === 0 ? '' : `, only ${formatCount(others, 'other file')}`}.`,
  tag: 'Tag all of them as',
  tagHint: 'Optional; Enter after each',
  start: (n: number) => (n === 0 ? 'Start' : `Classify ${pictures(n)}`),
  queue: (n: number) => (n === 0 ? 'Add to the queue' : `Add ${pictures(n)} to the queue`),
  cancel: 'Cancel',
} as const;

export const runTexts = {
  region: 'Run',
  starting: 'Starting…',
  trying: (engine: EngineName) => `Trying once how fast ${engineTitle(engine)} is…`,
  scanning: 'Looking for pictures…',
  running: 'Classifying pictures',
  paused: 'Paused',
  finishing: 'Saving what is done…',
  progress: (done: number, found: number) => `${formatNumber(done)} of ${pictures(found)}`,
  progressScanning: (done: number, found: number) => `${formatNumber(done)} of ${pictures(found)} found so far`,
  speed: (perSecond: number) => `${formatRate(perSecond)} pictures/s`,
  left: (seconds: number) => `${formatDuration(seconds)} left`,
  engine: engineTitle,
  plan: (engine: string, model: string, plan: Plan) => `${engineTitle(engine)} · ${model} · ${planWords(plan)}`,
  reduced: 'Memory ran out: less is computed at a time',
  why: (why: string) => `Why this engine: ${why}`,
  about: subject,
  aboutWhole: wholeSubject,
  queued: (n: number) => `${formatCount(n, 'more run')} waiting`,
  removeWaiting: (about: RunSubject) => `Remove: ${subject(about)}`,
  cancelAll: 'Cancel all',
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel',
  counts: {
    classified: (n: number) => `${formatNumber(n)} classified`,
    reused: (n: number) => `${formatNumber(n)} known by content`,
    unchanged: (n: number) => `${formatNumber(n)} unchanged`,
    failed: (n: number) => `${formatNumber(n)} failed`,
    skipped: (n: number) => formatCount(n, 'other file'),
  },
  skippedTypes: (types: readonly (readonly [string, number])[]) =>
    types.map(([extension, n]) => `${extension === '' ? 'no extension' : extension}: ${formatNumber(n)}`).join(', '),
  finished: (done: number, seconds: number) => `Done: ${pictures(done)} in ${formatDuration(seconds)}`,
  finishedInPart: (done: number, seconds: number) => `Ended early: ${pictures(done)} in ${formatDuration(seconds)}`,
  stopped: (reason: string, done: number) => `Stopped: ${reason} ${pictures(done)} done, all of them saved.`,
  by: (engine: string) => `with ${engineTitle(engine)}`,
  notDone: (n: number) => `${pictures(n)} left`,
  offline: (paths: readonly string[]) => `Could not be looked at: ${paths.join(', ')}`,
  showFailures: 'Show failures',
  dismiss: 'Dismiss',
  notBegun: (n: number) =>
    `The last run was interrupted before it was done with ${formatCount(n, 'folder or file', 'folders and files')}.`,
  unfinished: (n: number) => `The last run was interrupted. ${pictures(n)} left; nothing that was done is lost.`,
  notYet: (n: number, model: string) => `${model} has not looked at ${pictures(n)} yet.`,
  continueRun: 'Go on',
  later: 'Later',
} as const;
