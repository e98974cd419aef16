/** What the process does when it has said a first word. */
export interface Hazard {
  /** Words that it says right before it ends. */
  readonly words: number;
  /** Letters that go with each word. */
  readonly letters: number;
  /** Whether it waits for each word to be out of its hands before it says the next, as a worker does before it decodes. */
  readonly isPatient: boolean;
  readonly end: 'SIGSEGV' | 'SIGKILL' | 'SIGABRT' | 'exit 7' | 'finish';
}

export interface Word {
  readonly word: number;
  /** Milliseconds since the first word. */
  readonly at: number;
  readonly letters: string;
}
