import type { CommandOutputs, Reply } from './answers.ts';
import type { CommandInput, CommandName } from './commands.ts';
import type { EventName } from './events.ts';

/** What the preload puts on the window as `classifold`, and all that the window has of the application. */
export interface WindowBridge {
  request<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<Reply<CommandOutputs[Name]>>;
  /** Calls `listener` with every payload of the event, unchecked, until the function that it returns is called. */
  on(event: EventName, listener: (payload: unknown) => void): () => void;
  /** Absolute paths of files and folders that were dropped: `File` objects of the DOM, which this room does not know. */
  pathsOf(files: readonly object[]): readonly string[];
}
