/** Lets one question be under way at a time. */
export interface Turns {
  /**
   * Asks at once where no answer is under way, else when that is there; of those that wait only the last is asked. A
   * question that nobody wants any more when its turn comes returns null.
   */
  readonly take: (ask: () => Promise<unknown> | null) => void;
}

/**
 * A process answers one question after the other: what is typed faster than it counts must not leave a line of counts
 * behind that nobody waits for.
 */
export function createTurns(): Turns {
  let isUnderWay = false;
  let waiting: (() => Promise<unknown> | null) | null = null;

  function begin(ask: () => Promise<unknown> | null): void {
    const answered = ask();
    if (answered === null) return;
    isUnderWay = true;
    void answered.finally(() => {
      isUnderWay = false;
      const next = waiting;
      waiting = null;
      if (next !== null) begin(next);
    });
  }

  return {
    take: (ask) => {
      if (isUnderWay) waiting = ask;
      else begin(ask);
    },
  };
}
