import { useCallback, useEffect, useState } from 'react';
import type { CommandOutputs, Reply } from '../../shared/contract/answers.ts';
import type { CommandInput, CommandName } from '../../shared/contract/commands.ts';
import { useBridge } from '../bridge-context.ts';
import { useAnswering } from './revision.tsx';
import { createTurns } from './turns.ts';

/** The answer to a question, as far as it is known. */
export interface Answer<Value> {
  /** Of the question asked now; while that is under way, of the one before; null before the first. */
  readonly reply: Reply<Value> | null;
  /** The value of `reply`, null where there is none. */
  readonly value: Value | null;
  /** Whether `reply` is not yet that of the question asked now. */
  readonly isPending: boolean;
  /** Whether `reply` is of this very input: of the catalog as it is, or as it was before it changed. */
  readonly isOfInput: boolean;
  /** For an answer that says why there is none. */
  readonly askAgain: () => void;
}

interface Asked<Name extends CommandName> {
  readonly key: string;
  readonly inputKey: string;
  readonly reply: Reply<CommandOutputs[Name]>;
}

/**
 * Asks the application, again whenever the input or `revision` changes, one question at a time. An answer that comes
 * after its question was replaced is dropped, and what was replaced before its turn is never asked. `input: null` asks
 * nothing.
 */
export function useAnswer<Name extends CommandName>(
  name: Name,
  input: CommandInput<Name> | null,
  revision: number,
): Answer<CommandOutputs[Name]> {
  const bridge = useBridge();
  const answering = useAnswering();
  const [asked, setAsked] = useState<Asked<Name> | null>(null);
  const [turns] = useState(createTurns);
  const [attempt, setAttempt] = useState(0);
  const askAgain = useCallback(() => {
    setAttempt((before) => before + 1);
  }, []);
  const inputKey = JSON.stringify(input);
  const key = `${name} ${revision} ${attempt} ${inputKey}`;
  useEffect(() => {
    const current = JSON.parse(inputKey) as CommandInput<Name> | null;
    if (current === null) return undefined;
    let isReplaced = false;
    turns.take(() => {
      if (isReplaced) return null;
      const answered = bridge.request(name, current).then((reply) => {
        if (!isReplaced) setAsked((before) => ({ key, inputKey, reply: unchanged(before?.reply, reply) ?? reply }));
      });
      answering(answered);
      return answered;
    });
    return () => {
      isReplaced = true;
    };
  }, [bridge, answering, turns, name, key, inputKey]);
  const reply = input === null ? null : (asked?.reply ?? null);
  return {
    reply,
    value: reply?.ok === true ? reply.value : null,
    isPending: input !== null && asked?.key !== key,
    isOfInput: reply !== null && asked?.inputKey === inputKey,
    askAgain,
  };
}

/** The answer before, where this one says the same: what shows it need not be drawn again. */
function unchanged<Value>(before: Reply<Value> | undefined, reply: Reply<Value>): Reply<Value> | null {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(reply) ? before : null;
}
