// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { windowTexts } from '../../../shared/texts/window.ts';
import { Sidebar } from '../../../renderer/library/sidebar.tsx';
import { fakeBridge, inWindow, later, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

const { sidebar, tagList, tryAgain } = windowTexts;
const REFUSED = 'The catalog does not answer.';

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('says that there is nothing only once that is known; where it cannot be had, why, and asks again', async () => {
  const waiting = later<null>();
  let isThere = false;
  const answered = async () => {
    await waiting.promise;
    return isThere ? ok([]) : ({ ok: false, message: REFUSED } as const);
  };
  const bridge = fakeBridge({
    tags: answered,
    roots: answered,
    stateCounts: () => ok({ uncertain: 7, unreviewed: 7, untagged: 7, unclassified: 7, rejected: 7 }),
  });
  const nothing = () => undefined;
  render(
    <Sidebar
      ref={null}
      place={{ screen: 'library', query: '' }}
      openFolders={{}}
      onOpenFolders={nothing}
      onGo={nothing}
      onReplaced={nothing}
      onReview={nothing}
    />,
    { wrapper: inWindow(bridge) },
  );
  const line = (name: string) => screen.findByRole('button', { name });
  const saysNothing = async () => {
    for (const label of [sidebar.all, sidebar.notThere, sidebar.failures]) await line(label);
    expect(screen.queryByText(tagList.none)).toBeNull();
  };
  await line(`${sidebar.uncertain} 7`);
  await saysNothing();
  expect(screen.queryByRole('alert')).toBeNull();

  await act(async () => {
    waiting.resolve(null);
    await waiting.promise;
  });
  expect(await screen.findAllByText(REFUSED)).toHaveLength(2);
  await saysNothing();

  isThere = true;
  for (const again of screen.getAllByRole('button', { name: tryAgain })) fireEvent.click(again);
  for (const label of [sidebar.all, sidebar.notThere, sidebar.failures]) await line(`${label} 0`);
  await screen.findByText(tagList.none);
  expect(screen.queryByText(REFUSED)).toBeNull();
});
