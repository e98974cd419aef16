/** Pictures a second over the last seconds: what a person sees moves with the machine, and not with the first minute. */
export interface RunRate {
  /** @param done pictures so far. @param now milliseconds */
  note(done: number, now: number): void;
  /** 0 until there is something to tell. */
  perSecond(): number;
  /** A pause is no slowness: begins anew. */
  restart(): void;
}

const WINDOW_MS = 10_000;
// Two notes of the same moment say nothing.
const LEAST_MS = 500;

export function createRunRate(): RunRate {
  let notes: { readonly done: number; readonly at: number }[] = [];
  return {
    note: (done, at) => {
      notes.push({ done, at });
      const oldest = notes.findIndex((note) => at - note.at <= WINDOW_MS);
      // One older than the window is kept, so that the whole of it is covered.
      if (oldest > 1) notes = notes.slice(oldest - 1);
    },
    perSecond: () => {
      const first = notes[0];
      const last = notes[notes.length - 1];
      if (first === undefined || last === undefined || last.at - first.at < LEAST_MS) return 0;
      return ((last.done - first.done) * 1000) / (last.at - first.at);
    },
    restart: () => {
      notes = [];
    },
  };
}
