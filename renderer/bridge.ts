import type { CommandVerbs, WindowBridge } from '../shared/contract/bridge.ts';
import type { CommandOutputs, Reply } from '../shared/contract/answers.ts';
import type { CommandInput, CommandName } from '../shared/contract/commands.ts';
import { EVENTS, type EventName, type EventPayload } from '../shared/contract/events.ts';
import { windowTexts } from '../shared/texts/window.ts';

declare global {
  interface Window {
    readonly classifold: WindowBridge;
  }
}

/** What the window has of the application. A test gives another one. */
export interface Bridge {
  /** Never rejects: what goes wrong on the way is a reply that is not ok. */
  request<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<Reply<CommandOutputs[Name]>>;
  /** Calls `listener` with every payload that is of the contract, until the function that it returns is called. */
  on<Name extends EventName>(event: Name, listener: (payload: EventPayload<Name>) => void): () => void;
  /** Absolute paths of what was dropped. */
  pathsOf(files: readonly File[]): readonly string[];
}

/** The bridge to the application that the preload put on the window. The one place that touches it. */
export function connectBridge(): Bridge {
  const application = window.classifold;
  const verbs: CommandVerbs = application;
  return {
    async request<Name extends CommandName>(name: Name, input: CommandInput<Name>) {
      try {
        const answered: unknown = JSON.parse(await verbs[name](input));
        // What is in it is taken on trust: it is the application's own.
        if (isReply(answered)) return answered as Reply<CommandOutputs[Name]>;
        return { ok: false, message: windowTexts.brokenAnswer };
      } catch (error) {
        return { ok: false, message: error instanceof Error ? error.message : windowTexts.brokenAnswer };
      }
    },
    on<Name extends EventName>(event: Name, listener: (payload: EventPayload<Name>) => void) {
      return application.on(event, (payload) => {
        if (isPayload(event, payload)) listener(payload);
      });
    },
    pathsOf: (files) => application.pathsOf(files),
  };
}

function isReply(answered: unknown): answered is Reply<unknown> {
  if (typeof answered !== 'object' || answered === null || !('ok' in answered)) return false;
  return (
    answered.ok === true || (answered.ok === false && 'message' in answered && typeof answered.message === 'string')
  );
}

/** A payload that is of another version of the contract is not acted upon. */
function isPayload<Name extends EventName>(event: Name, payload: unknown): payload is EventPayload<Name> {
  return EVENTS[event].safeParse(payload).success;
}
