import type { Migration } from '../migrate.ts';

/**
 * Holds all that it takes to count what was said of best predictions. An index whose condition is on the verdict does
 * not hold the verdict, and SQLite looks at each row all the same.
 */
export const verdicts: Migration = {
  version: 7,
  name: 'verdicts',
  sql: 'CREATE INDEX predictions_verdict ON predictions (model, verdict, score) WHERE rank = 1;',
};
