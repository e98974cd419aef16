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
const goOn = (session: ReviewSession, ...steps: readonly (ReviewStep | readonly ReviewStep[])[]): ReviewSession =>
  steps.flat().reduce(reduceReview, session);
const walk = (...steps: readonly (ReviewStep | readonly ReviewStep[])[]): ReviewSession => goOn(REVIEW_BEGIN, ...steps);
const skip = (picture: number): ReviewStep => ({ kind: 'left', tile: tile(picture) });
const accept = (picture: number): readonly ReviewStep[] => [
  { kind: 'decided', tile: tile(picture), verdict: 'accepted' },
  skip(picture),
];
const hold = (picture: number): readonly ReviewStep[] => [{ kind: 'held', tile: tile(picture) }, skip(picture)];
const show = (picture: number): ReviewStep => ({ kind: 'shown', tile: tile(picture) });
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
    expect(shown(goOn(back, skip(1)), list)).toBe(2);
    expect(shown(goOn(back, skip(1), skip(2)), list)).toBe(3);
  });

  it('shows the picture again whose decision was taken back', () => {
    const session = walk(accept(1), skip(2), accept(3), { kind: 'undone' });
    expect(shown(session)).toBe(3);
    expect([...session.decided.keys()]).toEqual([1]);
    expect(shown(goOn(session, { kind: 'undone' }))).toBe(1);
  });

  it('stays with the picture that is shown until that is left, whatever comes before it or takes it out of the list', () => {
    const session = walk(accept(1), show(3));
    expect(shown(session)).toBe(3);
    expect(shown(session, [])).toBe(3);
    expect(shown(goOn(session, { kind: 'decided', tile: tile(3), verdict: 'accepted' }), [])).toBe(3);
    expect(shown(goOn(session, accept(3)))).toBe(2);
    // Back from it, and on to it again.
    const back = goOn(session, { kind: 'back' });
    expect(shown(back)).toBe(1);
    expect(shown(goOn(back, skip(1)), [])).toBe(3);
  });

  it('leaves out what was reviewed through a copy, until that is taken back', () => {
    const covered = (by: number, ...pictures: readonly number[]): ReviewStep => ({
      kind: 'covered',
      pictures,
      by: tile(by),
    });
    const session = walk(accept(1), covered(1, 2, 3));
    expect(shown(session)).toBe(4);
    expect(countSkipped(goOn(session, skip(4)))).toBe(1);
    expect(shown(goOn(session, { kind: 'undone' }, skip(1)))).toBe(2);
    // What another word covered stays so.
    const twice = walk(accept(1), covered(1, 2), accept(3), { kind: 'undone' });
    expect(shown(goOn(twice, skip(3)))).toBe(4);
    // One that somebody went back from comes no more.
    const back = walk(skip(1), show(2), { kind: 'back' }, { kind: 'decided', tile: tile(1), verdict: 'accepted' });
    expect(shown(goOn(back, covered(1, 2)))).toBe(1);
    expect(shown(goOn(back, covered(1, 2), skip(1)))).toBe(3);
  });

  it('goes on where the same had been said already, and has nothing more to take back', () => {
    const again = walk(accept(1), { kind: 'back' }, hold(1));
    expect(shown(again)).toBe(2);
    expect(again.decisions.map(({ picture }) => picture)).toEqual([1]);
    const undone = goOn(again, { kind: 'undone' });
    expect(shown(undone)).toBe(1);
    expect(undone.decisions).toEqual([]);
    expect(countSkipped(goOn(undone, skip(1)))).toBe(1);
  });

  it('does not call a copy skipped of which the same had been said', () => {
    expect(countSkipped(walk(accept(1), hold(2), skip(3)))).toBe(1);
  });

  it('has nothing to go back to at its beginning', () => {
    expect(walk({ kind: 'back' }, { kind: 'undone' })).toEqual(REVIEW_BEGIN);
  });

  it('leaves no picture out and shows none twice by itself, and changes the one that is shown only when it is left', () => {
    const choice = fc.constantFrom('accept', 'held', 'skip', 'back', 'undo');
    const another = fc.shuffledSubarray(tiles, { minLength: tiles.length });
    fc.assert(
      fc.property(fc.array(fc.oneof(choice, another), { maxLength: 16 }), (choices) => {
        let session = REVIEW_BEGIN;
        let list: readonly PictureTile[] = tiles;
        const look = (): PictureTile | null => {
          const current = currentOf(session, list);
          if (current !== null && session.ahead.length === 0) session = goOn(session, { kind: 'shown', tile: current });
          return current;
        };
        for (const kind of choices) {
          const current = look();
          if (kind === 'back') session = goOn(session, { kind: 'back' });
          else if (kind === 'undo') session = goOn(session, { kind: 'undone' });
          else if (typeof kind !== 'string') {
            list = kind;
            expect(look()).toBe(current);
          } else if (current !== null) {
            session = goOn(session, { accept, held: hold, skip }[kind](current.picture));
          }
        }
        const seen = session.passed.map(({ picture }) => picture);
        for (let current = look(); current !== null; current = look()) {
          seen.push(current.picture);
          session = goOn(session, skip(current.picture));
        }
        expect([...seen].sort()).toEqual([1, 2, 3, 4]);
      }),
    );
  });
});
