// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../shared/contract/answers.ts';
import { BridgeProvider } from '../../../renderer/bridge-context.ts';
import { useAnswer } from '../../../renderer/state/use-answer.ts';
import { fakeBridge, later } from '../fake-bridge.tsx';

type Count = Reply<{ readonly pictures: number }>;

const firstQuestion: { readonly query: string | null } = { query: 'dog' };

function renderCount() {
  const answers = new Map<string, ReturnType<typeof later<Count>>>();
  const bridge = fakeBridge({
    count({ query }) {
      const answer = later<Count>();
      answers.set(query, answer);
      return answer.promise;
    },
  });
  const hook = renderHook(
    ({ query }: typeof firstQuestion) => useAnswer('count', query === null ? null : { query }, 0),
    {
      initialProps: firstQuestion,
      wrapper: ({ children }) => <BridgeProvider value={bridge}>{children}</BridgeProvider>,
    },
  );
  const answer = async (query: string, pictures: number) => {
    await act(async () => {
      answers.get(query)?.resolve({ ok: true, value: { pictures } });
      await Promise.resolve();
    });
  };
  return { hook, answer, bridge };
}

describe('an answer of the application', () => {
  it('stands until the next one is there, and says so', async () => {
    const { hook, answer } = renderCount();
    expect(hook.result.current).toMatchObject({ reply: null, value: null, isPending: true });
    await answer('dog', 118);
    expect(hook.result.current).toMatchObject({ value: { pictures: 118 }, isPending: false });
    hook.rerender({ query: 'cat' });
    expect(hook.result.current).toMatchObject({ value: { pictures: 118 }, isPending: true, isOfInput: false });
    await answer('cat', 13);
    expect(hook.result.current).toMatchObject({ value: { pictures: 13 }, isPending: false, isOfInput: true });
  });

  it('is dropped where its question was replaced', async () => {
    const { hook, answer } = renderCount();
    hook.rerender({ query: 'cat' });
    await answer('dog', 118);
    expect(hook.result.current).toMatchObject({ reply: null, value: null, isPending: true });
    await answer('cat', 13);
    expect(hook.result.current.value).toEqual({ pictures: 13 });
  });

  it('is waited for before the next question is asked, and of those that wait only the last is', async () => {
    const { hook, answer, bridge } = renderCount();
    hook.rerender({ query: 'cat' });
    hook.rerender({ query: 'bird' });
    expect(bridge.asked.map(({ input }) => input)).toEqual([{ query: 'dog' }]);
    await answer('dog', 118);
    expect(bridge.asked.map(({ input }) => input)).toEqual([{ query: 'dog' }, { query: 'bird' }]);
    await answer('bird', 59);
    expect(hook.result.current).toMatchObject({ value: { pictures: 59 }, isPending: false });
  });

  it('is not asked for when nobody wants it any more', async () => {
    const { hook, answer, bridge } = renderCount();
    hook.rerender({ query: 'cat' });
    hook.unmount();
    await answer('dog', 118);
    expect(bridge.asked).toHaveLength(1);
  });

  it('is asked for again', async () => {
    const { hook, answer, bridge } = renderCount();
    await answer('dog', 118);
    act(() => {
      hook.result.current.askAgain();
    });
    expect(hook.result.current).toMatchObject({ value: { pictures: 118 }, isPending: true, isOfInput: true });
    expect(bridge.asked).toHaveLength(2);
    await answer('dog', 119);
    expect(hook.result.current).toMatchObject({ value: { pictures: 119 }, isPending: false });
  });

  it('is none where nothing is asked', () => {
    const { hook, bridge } = renderCount();
    hook.rerender({ query: null });
    expect(hook.result.current).toMatchObject({ reply: null, value: null, isPending: false });
    expect(bridge.asked).toHaveLength(1);
  });
});
