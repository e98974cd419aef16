import { assertNever } from '../../shared/assert-never.ts';
import type { PictureTile } from '../../shared/contract/views.ts';
import type { Verdict } from '../../shared/prediction.ts';

/** Where a person is in a walk through pictures that wait for a review. */
export interface ReviewSession {
  /** Pictures that were left, reviewed or not, the last one last. */
  readonly passed: readonly PictureTile[];
  /** The picture that is shown, which stays whatever the list does, and behind it those that the person went back from. */
  readonly ahead: readonly PictureTile[];
  /**
   * Pictures of a list that is older than a word about them, said of a copy or elsewhere: they are not shown. Each with the
   * picture behind which that was found out.
   */
  readonly covered: ReadonlyMap<number, number>;
  /** What was said in this walk, by picture. */
  readonly decided: ReadonlyMap<number, Verdict>;
  /** The pictures of `decided` in the order in which they were said, for taking them back. */
  readonly decisions: readonly PictureTile[];
  /** Pictures of which the same had been said already, be it of a copy: nothing changed, and there is nothing to take back. */
  readonly held: ReadonlySet<number>;
}

export type ReviewStep =
  /** A person has it before them now. */
  | { readonly kind: 'shown'; readonly tile: PictureTile }
  /** It stays until it is left. */
  | { readonly kind: 'decided'; readonly tile: PictureTile; readonly verdict: Verdict }
  /** What was said of it held already. */
  | { readonly kind: 'held'; readonly tile: PictureTile }
  /** Somebody has reviewed these, which the list does not know yet. */
  | { readonly kind: 'covered'; readonly pictures: readonly number[]; readonly by: PictureTile }
  | { readonly kind: 'left'; readonly tile: PictureTile }
  | { readonly kind: 'back' }
  /** The last decision was taken back: its picture is shown again. */
  | { readonly kind: 'undone' };

export const REVIEW_BEGIN: ReviewSession = {
  passed: [],
  ahead: [],
  covered: new Map(),
  decided: new Map(),
  decisions: [],
  held: new Set(),
};

export function reduceReview(session: ReviewSession, step: ReviewStep): ReviewSession {
  switch (step.kind) {
    case 'shown':
      return { ...session, ahead: [step.tile, ...without(session.ahead, step.tile)] };
    case 'decided': {
      const decided = new Map(session.decided).set(step.tile.picture, step.verdict);
      return { ...session, decided, decisions: [...session.decisions, step.tile] };
    }
    case 'held':
      return { ...session, held: new Set(session.held).add(step.tile.picture) };
    case 'covered':
      return {
        ...session,
        covered: new Map([...session.covered, ...step.pictures.map((picture) => [picture, step.by.picture] as const)]),
        ahead: session.ahead.filter(({ picture }, at) => at === 0 || !step.pictures.includes(picture)),
      };
    case 'left':
      return {
        ...session,
        passed: [...without(session.passed, step.tile), step.tile],
        ahead: without(session.ahead, step.tile),
      };
    case 'back': {
      const last = session.passed.at(-1);
      if (last === undefined) return session;
      return { ...session, passed: session.passed.slice(0, -1), ahead: [last, ...session.ahead] };
    }
    case 'undone': {
      const last = session.decisions.at(-1);
      if (last === undefined) return session;
      const decisions = session.decisions.slice(0, -1);
      const decided = new Map(session.decided);
      // It may have been decided twice: what was said first holds again.
      if (!decisions.some(({ picture }) => picture === last.picture)) decided.delete(last.picture);
      const held = new Set(session.held);
      held.delete(last.picture);
      const ahead = [last, ...without(session.ahead, last)];
      // Its copies wait again.
      const covered = new Map([...session.covered].filter(([, by]) => by !== last.picture));
      return { passed: without(session.passed, last), ahead, covered, decided, decisions, held };
    }
    default:
      return assertNever(step);
  }
}

/** The picture that is shown, or the first of the list that may be shown next; null at the end. */
export function currentOf(session: ReviewSession, tiles: readonly PictureTile[]): PictureTile | null {
  return session.ahead[0] ?? upcoming(session, tiles)[0] ?? null;
}

/** What of the list comes after what was left. */
export function upcoming({ passed, covered }: ReviewSession, tiles: readonly PictureTile[]): readonly PictureTile[] {
  const left = new Set(passed.map(({ picture }) => picture));
  return tiles.filter(({ picture }) => !left.has(picture) && !covered.has(picture));
}

/** How many pictures were left with nothing said of them. */
export function countSkipped({ passed, decided, held }: ReviewSession): number {
  return passed.filter(({ picture }) => !decided.has(picture) && !held.has(picture)).length;
}

function without(tiles: readonly PictureTile[], { picture }: PictureTile): readonly PictureTile[] {
  return tiles.filter((other) => other.picture !== picture);
}
