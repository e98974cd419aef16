import type { CommandInput, CommandName } from './commands.ts';
import type { EventName } from './events.ts';

/**
 * A verb for each command. It resolves with a `Reply` of that command, as JSON: Electron hands an object to a page by copying
 * value after value, which for a part of a search is 20 ms of a page that stands still; a text is handed over whole.
 */
export type CommandVerbs = {
  readonly [Name in CommandName]: (input: CommandInput<Name>) => Promise<string>;
};

/** What the preload puts on the window as `classifold`, and all that the window has of the application. */
export interface WindowBridge extends CommandVerbs {
  /** Calls `listener` with every payload of the event, unchecked, until the function that it returns is called. */
  on(event: EventName, listener: (payload: unknown) => void): () => void;
  /** Absolute paths of files and folders that were dropped: `File` objects of the DOM, which this room does not know. */
  pathsOf(files: readonly object[]): readonly string[];
}
