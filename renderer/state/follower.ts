/** Lets what is shown follow the catalog: at once after a pause, soon after that, then as often as answers are quick. */
export interface Follower {
  /** The catalog has changed. */
  readonly changed: () => void;
  /** A run is over: answers take time from nobody, and its last change, told before, is followed now. */
  readonly settled: () => void;
  /** Nobody sees a hidden window: it follows when it is shown again. */
  readonly setHidden: (isHidden: boolean) => void;
  /** Something that is shown waits for an answer. */
  readonly answering: (answer: Promise<unknown>) => void;
  /** Forgets what it would follow later. */
  readonly stop: () => void;
}

// All that is shown is asked for and drawn again, by the cores that compute.
const LEAST_MS = 2_000;
// A run's first results come about a second after its pictures are there.
const SOON_MS = 700;
const MOST_MS = 10_000;
/** Answers take at most one part in so many of the time: the rest is the run's. */
const TIMES_AS_LONG = 5;

/** @param follow asks again for all that is shown, and tells of it by `answering`. @param now milliseconds */
export function createFollower(follow: () => void, now: () => number = () => performance.now()): Follower {
  let isStale = false;
  let isHidden = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let least = LEAST_MS;
  let followedAt = -Infinity;
  let answeredAt = 0;
  let open = 0;

  /** @param pause least milliseconds until the next time */
  function followNow(pause: number): void {
    isStale = false;
    least = pause;
    followedAt = now();
    answeredAt = followedAt;
    timer = setTimeout(look, least);
    follow();
  }

  /** Follows where enough time has gone by since the last time, else looks again when it has. */
  function look(): void {
    timer = null;
    const took = (open > 0 ? now() : answeredAt) - followedAt;
    const pause = Math.min(MOST_MS, Math.max(least, TIMES_AS_LONG * took));
    const left = followedAt + pause - now();
    if (left > 0) timer = setTimeout(look, left);
    else if (isStale && !isHidden) followNow(LEAST_MS);
  }

  function followIfIdle(): void {
    if (!isStale || isHidden || timer !== null) return;
    followNow(now() - followedAt >= LEAST_MS ? SOON_MS : LEAST_MS);
  }

  return {
    changed() {
      isStale = true;
      followIfIdle();
    },
    settled() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      followIfIdle();
    },
    setHidden(hidden) {
      isHidden = hidden;
      followIfIdle();
    },
    answering(answer) {
      open += 1;
      void answer.finally(() => {
        open -= 1;
        answeredAt = now();
      });
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
