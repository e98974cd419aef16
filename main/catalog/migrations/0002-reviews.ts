import type { Migration } from '../migrate.ts';

/** Reviews that searches read, and operations on reviews and on whole tags, with what it takes to undo them. */
export const reviews: Migration = {
  version: 2,
  name: 'reviews',
  sql: `
-- What a person said of the prediction: a copy of the review of this class, kept by the triggers below, so that a search
-- sees it without a look-up, and finds what nobody has reviewed by an index.
ALTER TABLE predictions ADD COLUMN verdict TEXT CHECK (verdict IN ('accepted', 'rejected', 'corrected'));
UPDATE predictions SET verdict = said.verdict
  FROM (SELECT p.id, r.model, r.class, r.verdict FROM reviews r CROSS JOIN pictures p ON p.digest = r.digest) said
  WHERE predictions.picture = said.id AND predictions.model = said.model AND +predictions.class = said.class;

CREATE INDEX predictions_unreviewed ON predictions (model, class, score DESC, picture) WHERE rank = 1 AND verdict IS NULL;
CREATE INDEX predictions_accepted ON predictions (model, score DESC, picture, class) WHERE rank = 1 AND verdict = 'accepted';

-- One right class a content, by which it is found.
CREATE UNIQUE INDEX reviews_corrected ON reviews (digest, model) WHERE verdict = 'corrected';
CREATE INDEX reviews_by_corrected ON reviews (model, corrected, digest) WHERE verdict = 'corrected';

-- Classes are compared behind a plus: the picture's few predictions are read, not all of the class.
CREATE TRIGGER review_made AFTER INSERT ON reviews BEGIN
  UPDATE predictions SET verdict = NEW.verdict
    WHERE picture IN (SELECT id FROM pictures WHERE digest = NEW.digest) AND model = NEW.model AND +class = NEW.class;
END;
CREATE TRIGGER review_changed AFTER UPDATE OF verdict ON reviews BEGIN
  UPDATE predictions SET verdict = NEW.verdict
    WHERE picture IN (SELECT id FROM pictures WHERE digest = NEW.digest) AND model = NEW.model AND +class = NEW.class;
END;
CREATE TRIGGER review_withdrawn AFTER DELETE ON reviews BEGIN
  UPDATE predictions SET verdict = NULL
    WHERE picture IN (SELECT id FROM pictures WHERE digest = OLD.digest) AND model = OLD.model AND +class = OLD.class;
END;
-- A model that runs again, or a copy that is found, meets what was said of the content before.
CREATE TRIGGER prediction_reviewed AFTER INSERT ON predictions
  WHEN EXISTS (SELECT 1 FROM reviews WHERE digest = (SELECT digest FROM pictures WHERE id = NEW.picture)
    AND model = NEW.model AND class = NEW.class)
BEGIN
  UPDATE predictions SET verdict = (
      SELECT verdict FROM reviews WHERE digest = (SELECT digest FROM pictures WHERE id = NEW.picture)
        AND model = NEW.model AND class = NEW.class)
    WHERE picture = NEW.picture AND model = NEW.model AND rank = NEW.rank;
END;

CREATE TABLE new_operations (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  kind      TEXT NOT NULL CHECK (kind IN
    ('tag', 'untag', 'rename', 'merge', 'delete', 'accept', 'reject', 'correct', 'clear')),
  -- The tag that it was about, as it was named before; NULL where it was about reviews.
  tag       TEXT,
  -- The tag's name after a renaming; the tag that another was merged into.
  new_tag   TEXT,
  made_at   INTEGER NOT NULL,
  undone_at INTEGER,
  CHECK ((tag IS NULL) = (kind IN ('accept', 'reject', 'correct', 'clear'))),
  CHECK ((new_tag IS NOT NULL) = (kind IN ('rename', 'merge')))
) STRICT;
INSERT INTO new_operations (id, kind, tag, made_at, undone_at) SELECT id, kind, tag, made_at, undone_at FROM operations;
DROP TABLE operations;
ALTER TABLE new_operations RENAME TO operations;

-- Of a merge: 1 where the content carried the other tag already.
ALTER TABLE operation_digests ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;

-- The reviews that the operation really changed, as they were before and after it; a verdict of NULL: there was none.
CREATE TABLE operation_reviews (
  operation        INTEGER NOT NULL REFERENCES operations (id) ON DELETE CASCADE,
  digest           BLOB NOT NULL,
  model            INTEGER NOT NULL REFERENCES models (id),
  class            INTEGER NOT NULL,
  before_verdict   TEXT,
  before_corrected INTEGER,
  before_at        INTEGER,
  after_verdict    TEXT,
  after_corrected  INTEGER,
  PRIMARY KEY (operation, digest, model, class)
) STRICT, WITHOUT ROWID;
`,
};
