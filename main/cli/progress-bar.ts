import { SingleBar } from 'cli-progress';
import { commandLineTexts as texts } from '../../shared/texts/command-line.ts';

export interface ProgressBar {
  /** `total` null: not known yet. */
  update(done: number, total: number | null): void;
  stop(): void;
}

/** `secondsLeft` null: nobody knows. */
type SayProgress = (done: number, total: number | null, perSecond: number, secondsLeft: number | null) => string;

// The rate is that of the last seconds: an average since the start lags behind when a card is slower than a disk.
const RATE_WINDOW_MS = 10_000;

/** A bar on standard error with the rate and the remaining time, in words that `say` makes of them. */
export function startProgressBar(stream: NodeJS.WriteStream, say: SayProgress = texts.progress): ProgressBar {
  const bar = new SingleBar({ format: '{bar} {text}', hideCursor: true, clearOnComplete: true, stream, fps: 10 });
  // The first update is where it begins: what was there before has not come at any rate.
  const samples: { readonly at: number; readonly done: number }[] = [];
  bar.start(1, 0, { text: '' });
  return {
    update: (done, total) => {
      const now = Date.now();
      // A download that has to begin anew is behind where it was: neither does that come at a rate.
      if (done < (samples.at(-1)?.done ?? 0)) samples.length = 0;
      samples.push({ at: now, done });
      while (samples.length > 2 && now - samples[0]!.at > RATE_WINDOW_MS) samples.shift();
      const first = samples[0]!;
      const perSecond = now > first.at ? ((done - first.done) * 1000) / (now - first.at) : 0;
      const left = total !== null && perSecond > 0 ? (total - done) / perSecond : null;
      bar.setTotal(Math.max(1, total ?? done));
      bar.update(total === null ? 0 : done, { text: say(done, total, perSecond, left) });
    },
    stop: () => {
      bar.stop();
    },
  };
}
