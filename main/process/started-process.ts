import { processEndTexts as texts } from '../../shared/texts/process-ends.ts';

/**
 * A process of Classifold's own, as a host gives it to whoever asked for it. Messages are plain data, and no more than
 * `message-code.ts` has a form for; who asked says what kind, `To` and `From`.
 */
export interface StartedProcess<To = object, From = unknown> {
  readonly pid: number | undefined;
  send(message: To): void;
  /** Called with each message, in order. */
  onMessage(listener: (message: From) => void): void;
  /** Called once, when the process is gone; also where it could not be started. */
  onExit(listener: (end: ProcessEnd) => void): void;
  /** Ends it at once (SIGKILL). */
  kill(): void;
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
  /** The end of what it said on standard error. */
  readonly stderr: string;
}

/** A process's end in words. */
export function howItEnded({ code, signal }: Pick<ProcessEnd, 'code' | 'signal'>): string {
  return signal ?? (code === null ? texts.notStarted : texts.exitCode(code));
}

/** A process of Classifold's own that died as often as it was started: the machine's doing, not a bug to be traced. */
export class ProcessDied extends Error {}

export interface SpawnOptions {
  /** Threads that its native decoders and its reads may share; null: as many as Node thinks right. */
  readonly ioThreads: number | null;
  /** Beside a window all others come first: that a person waits for a page is worse than that a run does. */
  readonly givesWay: boolean;
}

/** How a host starts a process with this script; both sides open and close the channel by themselves. */
export type Spawn = (script: string, options: SpawnOptions) => StartedProcess;

/** A process's end of the channel to the program that started it. */
export interface ParentPort<In = unknown, Out = object> {
  /** Resolves when a crash of this process can no longer take the message along. Never rejects. */
  send(message: Out): Promise<void>;
  onMessage(listener: (message: In) => void): void;
  /** This process has nothing more to do. */
  end(): void;
}
