// @vitest-environment jsdom
import { cleanNotifications } from '@mantine/notifications';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandOutputs, Reply } from '../../shared/contract/answers.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { later, ok } from './fake-bridge.tsx';
import { openWorkspace } from './opened-workspace.tsx';
import { stubWindow } from './stubbed-window.ts';

const { search, selection, grid } = windowTexts;

beforeEach(() => {
  stubWindow();
  Element.prototype.scrollTo = () => undefined;
});
afterEach(() => {
  cleanNotifications();
  cleanup();
  vi.unstubAllGlobals();
});

const status = () => within(screen.getByRole('banner')).getByRole('status').textContent;
const pictures = () => screen.getByRole('listbox', { name: grid.label });
const tiles = () => within(pictures()).getAllByRole('option');

describe('how many pictures a search finds', () => {
  it('is never said of another search, and stands while the same one is counted again', async () => {
    const counts: ReturnType<typeof later<Reply<CommandOutputs['count']>>>[] = [];
    const bridge = await openWorkspace(1_000_000, {
      count({ query }) {
        if (query === '') return ok({ pictures: 1_000_000 });
        const counted = later<Reply<CommandOutputs['count']>>();
        counts.push(counted);
        return counted.promise;
      },
    });
    await waitFor(() => {
      expect(status()).toBe(search.results(1_000_000));
    });
    expect(tiles()[0]?.getAttribute('aria-setsize')).toBe('1000000');

    fireEvent.click(screen.getByRole('button', { name: /^Uncertain/u }));
    await waitFor(() => {
      expect(counts).toHaveLength(1);
      expect(tiles()[0]?.getAttribute('aria-setsize')).toBe('-1');
    });
    expect(status()).toBe('');
    expect(Number.parseFloat(pictures().querySelector('div')!.style.height)).toBeLessThan(10_000);
    fireEvent.keyDown(pictures(), { key: 'a', ctrlKey: true });
    expect(status()).toBe(search.allSelected(null));
    fireEvent.keyDown(document.body, { key: 't' });
    await screen.findByText(selection.query(null, 'is:uncertain'));
    fireEvent.keyDown(document.body, { key: 'Escape' });

    await act(async () => {
      counts[0]?.resolve({ ok: true, value: { pictures: 1_204 } });
      await Promise.resolve();
    });
    expect(status()).toBe(search.allSelected(1_204));
    expect(tiles()[0]?.getAttribute('aria-setsize')).toBe('1204');
    act(() => {
      bridge.tell('catalogChanged', {});
    });
    await waitFor(() => {
      expect(counts).toHaveLength(2);
    });
    expect(status()).toBe(search.allSelected(1_204));
  });
});
