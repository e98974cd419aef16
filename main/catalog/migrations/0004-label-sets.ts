import type { Migration } from '../migrate.ts';

/** What a model's classes are called: known too of one that is not installed any more. */
export const labelSets: Migration = {
  version: 4,
  name: 'label-sets',
  sql: `
-- Models that ran before this step had the only label set that there was.
ALTER TABLE models ADD COLUMN label_set TEXT NOT NULL DEFAULT 'imagenet-1k';

-- Which of several models ran last.
CREATE INDEX runs_by_model ON runs (model);
`,
};
