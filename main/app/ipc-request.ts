import { COMMANDS, type CommandInput, type CommandName } from '../../shared/contract/commands.ts';

/** Who asks, as Electron says it. */
export interface RequestSender {
  /** Our window's own page, not a frame in it and not another window. */
  readonly isMainFrame: boolean;
  readonly url: string;
}

/** A request that may be answered: of all commands, this one with its own input. */
export type CheckedRequest = {
  readonly [Name in CommandName]: { readonly ok: true; readonly name: Name; readonly input: CommandInput<Name> };
}[CommandName];

export type RequestCheck = CheckedRequest | { readonly ok: false; readonly reason: string };

/**
 * Checks what came from the window, whatever it is. Names are own keys of the contract, so that `constructor` or
 * `__proto__` is as unknown as any other; inputs are what their schema makes of them.
 */
export function checkRequest(sender: RequestSender, origin: string, name: unknown, input: unknown): RequestCheck {
  if (!sender.isMainFrame || !isOf(origin, sender.url)) return { ok: false, reason: 'a page that is not ours asked' };
  if (typeof name !== 'string' || !isCommand(name)) return { ok: false, reason: 'there is no such command' };
  const parsed = COMMANDS[name].safeParse(input);
  if (!parsed.success) return { ok: false, reason: `${name}: ${parsed.error.issues[0]?.message ?? 'wrong input'}` };
  // The schema is the name's own; TypeScript cannot see that across the union.
  return { ok: true, name, input: parsed.data } as CheckedRequest;
}

function isCommand(name: string): name is CommandName {
  return Object.prototype.hasOwnProperty.call(COMMANDS, name);
}

function isOf(origin: string, url: string): boolean {
  return url.startsWith(`${origin}/`);
}
