/** Lets a value through at most once in an interval, and never holds back the last one. */
export interface Coalesced<Value> {
  /** Told at once where the interval allows it, else the newest one at its end. */
  tell(value: Value): void;
  /** Tells what waits, now. */
  flush(): void;
}

/** @param everyMs between two values, milliseconds */
export function coalesce<Value>(everyMs: number, listener: (value: Value) => void): Coalesced<Value> {
  let timer: NodeJS.Timeout | null = null;
  let waiting: { readonly value: Value } | null = null;

  function pass(value: Value): void {
    waiting = null;
    timer = setTimeout(() => {
      timer = null;
      if (waiting !== null) pass(waiting.value);
    }, everyMs);
    listener(value);
  }

  return {
    tell: (value) => {
      if (timer === null) pass(value);
      else waiting = { value };
    },
    flush: () => {
      if (waiting === null) return;
      if (timer !== null) clearTimeout(timer);
      pass(waiting.value);
    },
  };
}
