import type { CountedRun } from '../../shared/contract/commands.ts';
import type { FinishedRunView, RunSubject, RunView } from '../../shared/contract/events.ts';
import { displayPath } from '../../shared/file-path.ts';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import type { RunNews, RunSummary } from '../core/run-news.ts';
import { createRunRate } from './run-rate.ts';

type ProgressCounts = Extract<RunNews, { kind: 'progress' }>['counts'];

/** What a window sees of one run, kept up to date by its news. */
export interface RunWatch {
  hear(news: RunNews): void;
  setState(state: RunView['state']): void;
  /** @param waiting runs behind it */
  view(waiting: RunView['waiting']): RunView;
}

// A window names a few, and is told several times a second.
const PATHS_TOLD = 20;

/** Folders and files as a window names them. */
export function aboutPaths(paths: readonly string[]): RunSubject {
  return { kind: 'paths', paths: paths.slice(0, PATHS_TOLD), more: Math.max(0, paths.length - PATHS_TOLD) };
}

/**
 * @param counted what was counted before it: it counts until all is found, unless more is; null: nobody has
 */
export function watchRun(about: RunSubject, counted: CountedRun | null, now: () => number): RunWatch {
  const rate = createRunRate();
  let counts: ProgressCounts | null = null;
  let scanning = true;
  let state: RunView['state'] = 'starting';
  let work: RunView['work'] = null;
  let trying: RunView['trying'] = null;

  return {
    hear: (news) => {
      if (news.kind === 'trying-engine') {
        trying = news.engine;
      } else if (news.kind === 'started') {
        trying = null;
        const { engine, why, model, plan } = news;
        work = { engine, why, model, plan: { ...plan }, isReduced: false };
        if (state === 'starting') state = 'running';
      } else if (news.kind === 'plan-reduced' && work !== null) {
        work = { ...work, engine: news.engine, plan: { ...news.plan }, isReduced: true };
      } else if (news.kind === 'progress') {
        ({ counts, scanning } = news);
        rate.note(counts.classified + counts.reused, now());
      }
    },
    setState: (next) => {
      if (state === 'paused') rate.restart();
      state = next;
    },
    view: (waiting) => {
      const perSecond = state === 'paused' ? 0 : rate.perSecond();
      const found = counts?.found ?? 0;
      const all = scanning ? counted : { pictures: found, known: counts?.unchanged ?? 0 };
      // A folder that has grown since says nothing of how much more there is.
      const foreseen = all !== null && all.pictures >= found ? all : null;
      return {
        about,
        state,
        scanning,
        found,
        total: foreseen?.pictures ?? null,
        classified: counts?.classified ?? 0,
        reused: counts?.reused ?? 0,
        unchanged: counts?.unchanged ?? 0,
        failed: counts?.failed ?? 0,
        skipped: [...(counts?.skipped ?? [])],
        picturesPerSecond: perSecond,
        secondsLeft: counts === null || foreseen === null ? null : secondsLeft(foreseen, counts, perSecond),
        trying,
        work,
        waiting,
      };
    },
  };
}

function secondsLeft(
  { pictures, known }: CountedRun,
  { classified, reused, failed }: ProgressCounts,
  perSecond: number,
) {
  const left = Math.max(0, pictures - known - classified - reused - failed);
  if (left === 0) return 0;
  return perSecond > 0 ? left / perSecond : null;
}

/** A run's end, as a window says it. */
export function finishedRunView({ engine, counts, offline, missing, seconds, stopped }: RunSummary): FinishedRunView {
  const { classified, reused, unchanged, failed, left } = counts;
  return {
    engine,
    classified,
    reused,
    unchanged,
    failed,
    left,
    skipped: [...counts.skipped],
    seconds,
    offline: [...offline, ...missing.map(({ path }) => displayPath(path))],
    stopped:
      stopped === null ? null : stopped.kind === 'asked' ? texts.stoppedByPerson : texts.stoppedBecause(stopped.reason),
  };
}
