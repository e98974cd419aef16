// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CommandOutputs, Reply } from '../../../shared/contract/answers.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { ScoreSlider } from '../../../renderer/library/score-slider.tsx';
import { fakeBridge, inWindow, later, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

const texts = windowTexts.scoreSlider;

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('says how many pictures a score finds, never those of another search', async () => {
  const bridge = fakeBridge({
    scoreCounts: ({ query }) =>
      query.startsWith('dog')
        ? ok(Array.from({ length: 101 }, () => 118))
        : later<Reply<CommandOutputs['scoreCounts']>>().promise,
  });
  const slider = (query: string) => <ScoreSlider query={query} threshold={0.21} onQuery={() => undefined} />;
  const { rerender } = render(slider('dog'), { wrapper: inWindow(bridge) });
  fireEvent.focus(screen.getByRole('slider', { name: texts.label }));
  await screen.findByText(texts.value(0.21, 118));
  rerender(slider('cat'));
  expect(screen.queryByText(texts.value(0.21, 118))).toBeNull();
  screen.getByText(texts.value(0.21, null));
});

it('stands where it was dragged until that is searched for, and where the search says when it comes back', () => {
  const searched: string[] = [];
  const slider = (query: string) => (
    <ScoreSlider query={query} threshold={0.21} onQuery={(next) => searched.push(next)} />
  );
  const bridge = fakeBridge({ scoreCounts: () => later<Reply<CommandOutputs['scoreCounts']>>().promise });
  const { rerender } = render(slider(''), { wrapper: inWindow(bridge) });
  const thumb = screen.getByRole('slider', { name: texts.label });
  const at = () => thumb.getAttribute('aria-valuenow');
  fireEvent.keyDown(thumb, { key: 'End' });
  expect([searched, at()]).toEqual([['score>=1'], '100']);
  screen.getByText(texts.value(1, null));
  rerender(slider('score>=1'));
  expect(at()).toBe('100');
  rerender(slider(''));
  expect(at()).toBe('21');
  screen.getByText(texts.value(0.21, null));
});
