/** What a run sees of a pause: while it is paused, nothing new is handed to a worker. */
export interface RunPause {
  isPaused(): boolean;
  /** Called after every change. */
  onChange(listener: () => void): void;
  /** How long the run was held back so far, all pauses together. */
  milliseconds(): number;
}

/** The same for whoever pauses. One for each run. */
export interface PauseSwitch extends RunPause {
  pause(): void;
  resume(): void;
}

/** Not paused. Pausing twice is pausing once. */
export function createPauseSwitch(): PauseSwitch {
  const listeners: (() => void)[] = [];
  let pausedAt: number | null = null;
  let earlier = 0;
  const sincePaused = (): number => (pausedAt === null ? 0 : performance.now() - pausedAt);
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    isPaused: () => pausedAt !== null,
    onChange: (listener) => {
      listeners.push(listener);
    },
    milliseconds: () => earlier + sincePaused(),
    pause: () => {
      pausedAt ??= performance.now();
      tell();
    },
    resume: () => {
      earlier += sincePaused();
      pausedAt = null;
      tell();
    },
  };
}
