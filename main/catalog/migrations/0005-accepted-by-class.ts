import type { Migration } from '../migrate.ts';

/** Leads to what was accepted of a class, however much of other classes was. */
export const acceptedByClass: Migration = {
  version: 5,
  name: 'accepted-by-class',
  sql: `
CREATE INDEX predictions_accepted_class ON predictions (model, class, score DESC, picture)
  WHERE rank = 1 AND verdict = 'accepted';
`,
};
