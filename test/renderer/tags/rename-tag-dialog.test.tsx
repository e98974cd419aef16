// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RenameTagDialog } from '../../../renderer/tags/rename-tag-dialog.tsx';
import type { CommandOutputs, Reply } from '../../../shared/contract/answers.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, later } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

const texts = windowTexts.tagList;

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('goes when it was done, but nothing goes where it was left before, and what it renamed is told in any case', async () => {
  const trip = { name: 'trip', pictures: 9 };
  for (const isLeft of [false, true]) {
    const renamed = later<Reply<CommandOutputs['renameTag']>>();
    const told: string[] = [];
    const { unmount } = render(
      <RenameTagDialog
        tag={trip}
        tags={[trip]}
        onClose={() => told.push('closed')}
        onRenamed={(name) => told.push(name)}
      />,
      { wrapper: inWindow(fakeBridge({ renameTag: () => renamed.promise })) },
    );
    fireEvent.change(await screen.findByLabelText(texts.newName, { selector: 'input' }), {
      target: { value: 'trips' },
    });
    fireEvent.click(screen.getByRole('button', { name: texts.confirmRename }));
    if (isLeft) unmount();
    await act(async () => {
      renamed.resolve({ ok: true, value: { operation: 1 } });
      await Promise.resolve();
    });
    expect(told).toEqual(isLeft ? ['trips'] : ['trips', 'closed']);
    cleanup();
  }
});
