import type { PictureProblemView } from '../contract/views.ts';
import { failureTexts } from './failures.ts';

const OFFLINE = 'Offline';

/** Why a picture cannot be shown: in a word or two, and whole. */
export const pictureProblemTexts = {
  short: ({ kind }: PictureProblemView): string => (kind === 'offline' ? OFFLINE : failureTexts.kinds[kind]),
  whole: ({ kind, detail }: PictureProblemView): string =>
    kind === 'offline'
      ? `${OFFLINE}: its folder or disk is not there at the moment.`
      : failureTexts.reason(failureTexts.kinds[kind], detail),
} as const;
