import type { CommandOutputs, Reply, UnchangedByJson } from '../../shared/contract/answers.ts';
import type { CommandInput, CommandName } from '../../shared/contract/commands.ts';
import type { Answer } from '../core/answer.ts';
import { failureText } from './failure-text.ts';

/** Its output goes to the window as JSON: one with a part that JSON would lose does not compile. */
export type CommandHandler<Name extends CommandName> = (
  input: CommandInput<Name>,
) => Promise<Reply<UnchangedByJson<CommandOutputs[Name]>>>;

/** One handler for each of these commands: one that is missing does not compile. */
export type CommandHandlers<Names extends CommandName = CommandName> = {
  readonly [Name in Names]: CommandHandler<Name>;
};

/** It was done, and this came of it. */
export function reply<Value>(value: Value): Reply<Value> {
  return { ok: true, value };
}

/** It was not done; `message` is for a person. */
export function refusal(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}

/** The core's answer as the window gets it. */
export function replyOf<Value, View>(answer: Answer<Value>, view: (value: Value) => View): Reply<View> {
  return answer.ok ? reply(view(answer.value)) : refusal(failureText(answer.failure));
}
