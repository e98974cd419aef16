import { MantineProvider } from '@mantine/core';
import { configure } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { CommandOutputs, Reply } from '../../shared/contract/answers.ts';
import type { CommandInput, CommandName } from '../../shared/contract/commands.ts';
import type { EventName, EventPayload } from '../../shared/contract/events.ts';
import type { Bridge } from '../../renderer/bridge.ts';
import { BridgeProvider } from '../../renderer/bridge-context.ts';
import { RevisionProvider } from '../../renderer/state/revision.tsx';

// What a page shows comes when it comes on a machine that is busy; whoever waits goes on as soon as it is there.
configure({ asyncUtilTimeout: 20_000 });

/** What an application answers to. */
export type Answers = {
  readonly [Name in CommandName]?: (input: CommandInput<Name>) => Promise<Reply<CommandOutputs[Name]>>;
};

export interface FakeBridge extends Bridge {
  /** Every command asked, in order. */
  readonly asked: { readonly name: CommandName; readonly input: unknown }[];
  /** What the application would tell the window. */
  tell<Name extends EventName>(event: Name, payload: EventPayload<Name>): void;
}

/** An application that answers as a test says, and fails the test where it is asked for something else. */
export function fakeBridge(answers: Answers): FakeBridge {
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const asked: { name: CommandName; input: unknown }[] = [];
  return {
    asked,
    async request(name, input) {
      asked.push({ name, input });
      const answer = answers[name];
      if (answer === undefined) throw new Error(`the test has no answer to ${name}`);
      return await answer(input);
    },
    on(event, listener) {
      const heard = listeners.get(event) ?? new Set();
      listeners.set(event, heard.add(listener));
      return () => {
        heard.delete(listener);
      };
    },
    pathsOf: (files) => files.map((file) => `/dropped/${file.name}`),
    tell(event, payload) {
      for (const listener of listeners.get(event) ?? []) listener(payload as never);
    },
  };
}

export function ok<Value>(value: Value): Promise<Reply<Value>> {
  return Promise.resolve({ ok: true, value });
}

/** An answer that comes when the test says so. */
export function later<Value>(): { readonly promise: Promise<Value>; readonly resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Everything that stands above a part of the window. */
export function inWindow(bridge: Bridge) {
  return function Window({ children }: { readonly children: ReactNode }) {
    return (
      <MantineProvider env="test">
        <BridgeProvider value={bridge}>
          <RevisionProvider>{children}</RevisionProvider>
        </BridgeProvider>
      </MantineProvider>
    );
  };
}
