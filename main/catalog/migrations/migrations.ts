import type { Migration } from '../migrate.ts';
import { first } from './0001-first.ts';
import { reviews } from './0002-reviews.ts';
import { undated } from './0003-undated.ts';
import { labelSets } from './0004-label-sets.ts';
import { acceptedByClass } from './0005-accepted-by-class.ts';
import { unreviewedByScore } from './0006-unreviewed-by-score.ts';
import { verdicts } from './0007-verdicts.ts';

/** Every step from an empty file to today's schema, in order. Only ever appended to. */
export const MIGRATIONS: readonly Migration[] = [
  first,
  reviews,
  undated,
  labelSets,
  acceptedByClass,
  unreviewedByScore,
  verdicts,
];
