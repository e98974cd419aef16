import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSkipped, currentOf, reduceReview, REVIEW_BEGIN } from '../../../renderer/review/review-session.ts';
import type { ReviewSession, ReviewStep } from '../../../renderer/review/review-session.ts';
import type { PictureTile } from '../../../shared/contract/views.ts';

const tile = (picture: number): PictureTile => ({
  ...{ picture, root: 1, rootPath: '/r', relativePath: `${String(picture)}.jpg`, match: null, takenAt: null },
  ...{
    name: `${String(picture)}.jpg`,
    path: `/r/${String(picture)}.jpg`,
    prediction: null,
    tags: [],
    review: null,
    older: null,
  },
});
const tiles = [1, 2, 3, 4].map(tile);
const walk = (...steps: readonly ReviewStep[]): ReviewSession => steps.reduce(reduceReview, REVIEW_BEGIN);
const accept = (picture: number): ReviewStep => ({ kind: 'decided', tile: tile(picture), verdict: 'accepted' });
const skip = (picture: number): ReviewStep => ({ kind: 'skipped', tile: tile(picture) });
const shown = (session: ReviewSession, list = tiles): number | null => currentOf(session, list)?.picture ?? null;

describe('a walk through what waits for a review', () => {
  it('goes on by itself, and comes to an end', () => {
    expect(shown(REVIEW_BEGIN)).toBe(1);
    expect(shown(walk(accept(1)))).toBe(2);
    expect(shown(walk(accept(1), skip(2), accept(3), accept(4)))).toBeNull();
  });

  it('does the same whether the list has lost what was reviewed, or not yet', () => {
    const session = walk(accept(1), skip(2));
    expect(shown(session, tiles)).toBe(3);
    expect(shown(session, tiles.slice(1))).toBe(3);
  });

  it('goes back to pictures that the list has lost, and on from them to where it was', () => {
    const back = walk(accept(1), accept(2), { kind: 'back' }, { kind: 'back' });
    const list = tiles.slice(2);
    expect(shown(back, list)).toBe(1);
    expect(shown(reduceReview(back, skip(1)), list)).toBe(2);
    expect(shown([skip(1), skip(2)].reduce(reduceReview, back), list)).toBe(3);
  });

  it('shows the picture again whose decision was taken back', () => {
    const session = walk(accept(1), skip(2), accept(3), { kind: 'undone' });
    expect(shown(session)).toBe(3);
    expect([...session.decided.keys()]).toEqual([1]);
    expect(shown(reduceReview(session, { kind: 'undone' }))).toBe(1);
  });

  it('goes on where the same had been said already, and has nothing more to take back', () => {
    const again = walk(accept(1), { kind: 'back' }, { kind: 'held', tile: tile(1) });
    expect(shown(again)).toBe(2);
    expect(again.decisions.map(({ picture }) => picture)).toEqual([1]);
    const undone = reduceReview(again, { kind: 'undone' });
    expect(shown(undone)).toBe(1);
    expect(undone.decisions).toEqual([]);
    expect(countSkipped(reduceReview(undone, skip(1)))).toBe(1);
  });

  it('does not call a copy skipped of which the same had been said', () => {
    expect(countSkipped(walk(accept(1), { kind: 'held', tile: tile(2) }, skip(3)))).toBe(1);
  });

  it('has nothing to go back to at its beginning', () => {
    expect(walk({ kind: 'back' }, { kind: 'undone' })).toEqual(REVIEW_BEGIN);
  });

  it('leaves no picture out and shows none twice by itself', () => {
    const choice = fc.constantFrom('accept', 'held', 'skip', 'back', 'undo');
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 12 }), (choices) => {
        let session = REVIEW_BEGIN;
        for (const kind of choices) {
          const current = currentOf(session, tiles);
          if (kind === 'back') session = reduceReview(session, { kind: 'back' });
          else if (kind === 'undo') session = reduceReview(session, { kind: 'undone' });
          else if (kind === 'held' && current !== null) session = reduceReview(session, { kind, tile: current });
          else if (current !== null)
            session = reduceReview(session, kind === 'accept' ? accept(current.picture) : skip(current.picture));
        }
        const seen = session.passed.map(({ picture }) => picture);
        for (let current = currentOf(session, tiles); current !== null; current = currentOf(session, tiles)) {
          seen.push(current.picture);
          session = reduceReview(session, skip(current.picture));
        }
        expect([...seen].sort()).toEqual([1, 2, 3, 4]);
      }),
    );
  });
});
