import type { Migration } from '../migrate.ts';

/** Sorted by date, pictures without one come last, in the order of their rows. */
export const undated: Migration = {
  version: 3,
  name: 'undated',
  sql: 'CREATE INDEX pictures_undated ON pictures (id) WHERE taken_at IS NULL;',
};
