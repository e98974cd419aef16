import type { Migration } from '../migrate.ts';

/** Leads to what nobody has reviewed of whatever class, best score first, however much has been reviewed. */
export const unreviewedByScore: Migration = {
  version: 6,
  name: 'unreviewed-by-score',
  sql: `
CREATE INDEX predictions_unreviewed_score ON predictions (model, score DESC, picture)
  WHERE rank = 1 AND verdict IS NULL;
`,
};
