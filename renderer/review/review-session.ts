import { assertNever } from '../../shared/assert-never.ts';
import type { PictureTile } from '../../shared/contract/views.ts';
import type { Verdict } from '../../shared/prediction.ts';

/** Where a person is in a walk through pictures that wait for a review. */
export interface ReviewSession {
  /** Pictures that were left, reviewed or not, the last one last. */
  readonly passed: readonly PictureTile[];
  /** Pictures that the person came back to, the one that is shown first. */
  readonly ahead: readonly PictureTile[];
  /** What was said in this walk, by picture. */
  readonly decided: ReadonlyMap<number, Verdict>;
  /** The pictures of `decided` in the order in which they were said, for taking them back. */
  readonly decisions: readonly PictureTile[];
  /** Pictures of which the same had been said already, be it of a copy: nothing changed, and there is nothing to take back. */
  readonly held: ReadonlySet<number>;
}

export type ReviewStep =
  | { readonly kind: 'decided'; readonly tile: PictureTile; readonly verdict: Verdict }
  /** What was said of it held already. */
  | { readonly kind: 'held'; readonly tile: PictureTile }
  | { readonly kind: 'skipped'; readonly tile: PictureTile }
  | { readonly kind: 'back' }
  /** The last decision was taken back: its picture is shown again. */
  | { readonly kind: 'undone' };

export const REVIEW_BEGIN: ReviewSession = {
  passed: [],
  ahead: [],
  decided: new Map(),
  decisions: [],
  held: new Set(),
};

export function reduceReview(session: ReviewSession, step: ReviewStep): ReviewSession {
  switch (step.kind) {
    case 'decided': {
      const decided = new Map(session.decided).set(step.tile.picture, step.verdict);
      return { ...leave(session, step.tile), decided, decisions: [...session.decisions, step.tile] };
    }
    case 'held':
      return { ...leave(session, step.tile), held: new Set(session.held).add(step.tile.picture) };
    case 'skipped':
      return leave(session, step.tile);
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
      return { passed: without(session.passed, last), ahead, decided, decisions, held };
    }
    default:
      return assertNever(step);
  }
}

/** The picture that is shown: one come back to, else the first of the list that was not left yet; null at the end. */
export function currentOf({ ahead, passed }: ReviewSession, tiles: readonly PictureTile[]): PictureTile | null {
  return ahead[0] ?? upcoming(passed, tiles)[0] ?? null;
}

/** What of the list comes after what was left. */
export function upcoming(passed: readonly PictureTile[], tiles: readonly PictureTile[]): readonly PictureTile[] {
  const left = new Set(passed.map(({ picture }) => picture));
  return tiles.filter(({ picture }) => !left.has(picture));
}

/** How many pictures were left with nothing said of them. */
export function countSkipped({ passed, decided, held }: ReviewSession): number {
  return passed.filter(({ picture }) => !decided.has(picture) && !held.has(picture)).length;
}

function leave(session: ReviewSession, tile: PictureTile): ReviewSession {
  return {
    ...session,
    passed: [...without(session.passed, tile), tile],
    ahead: without(session.ahead, tile),
  };
}

function without(tiles: readonly PictureTile[], { picture }: PictureTile): readonly PictureTile[] {
  return tiles.filter((other) => other.picture !== picture);
}
