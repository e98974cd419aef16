import type { Migration } from '../migrate.ts';

/** The first schema. A person may open the file with any SQLite, and `.schema` shows the comments inside the tables. */
export const first: Migration = {
  version: 1,
  name: 'first',
  sql: `
-- Times ending in _at are milliseconds since 1970, UTC. A path or name is TEXT where it is valid UTF-8, else a BLOB.

CREATE TABLE roots (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  path       ANY NOT NULL,
  -- The file system's UUID or serial; '' where it cannot be read. Two memory cards take turns at one mount point.
  volume     TEXT NOT NULL,
  -- 'files': only files that were named one by one; nothing beside them is scanned or marked vanished.
  kind       TEXT NOT NULL CHECK (kind IN ('folder', 'files')),
  state      TEXT NOT NULL CHECK (state IN ('online', 'offline')),
  added_at   INTEGER NOT NULL,
  -- When a scan of the whole root last ended.
  scanned_at INTEGER,
  UNIQUE (path, volume)
) STRICT;

-- Every folder that holds a picture, and those above it up to its root (path '', named as the root's last part).
CREATE TABLE folders (
  id     INTEGER PRIMARY KEY,
  root   INTEGER NOT NULL REFERENCES roots (id) ON DELETE CASCADE,
  parent INTEGER REFERENCES folders (id) ON DELETE CASCADE,
  path   ANY NOT NULL,
  name   ANY NOT NULL,
  UNIQUE (root, path)
) STRICT;
CREATE INDEX folders_by_parent ON folders (parent);
CREATE INDEX folders_by_name ON folders (name COLLATE NOCASE);

CREATE TABLE pictures (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  root     INTEGER NOT NULL REFERENCES roots (id) ON DELETE CASCADE,
  folder   INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
  -- Relative to the root.
  path     ANY NOT NULL,
  name     ANY NOT NULL,
  size     INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  -- SHA-256, 32 bytes; NULL until the file has been read once. size and mtime_ns are those it had when it was read.
  digest   BLOB,
  width    INTEGER,
  height   INTEGER,
  taken_at TEXT,
  format   TEXT,
  warning  TEXT,
  -- 'present' under a root that is offline: not there now, and not known to be gone.
  state    TEXT NOT NULL CHECK (state IN ('present', 'vanished')),
  vanished_at INTEGER,
  -- 1 until the first scan that saw it has swept: only a new picture can be the place where a vanished one went.
  is_new   INTEGER NOT NULL DEFAULT 1,
  added_at INTEGER NOT NULL,
  CHECK ((state = 'vanished') = (vanished_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX pictures_by_path ON pictures (root, path) WHERE state = 'present';
CREATE INDEX pictures_vanished_by_path ON pictures (root, path) WHERE state = 'vanished';
CREATE INDEX pictures_vanished_by_digest ON pictures (digest) WHERE state = 'vanished';
CREATE INDEX pictures_by_digest ON pictures (digest) WHERE digest IS NOT NULL;
CREATE INDEX pictures_by_folder ON pictures (folder);
CREATE INDEX pictures_by_name ON pictures (name COLLATE NOCASE);
CREATE INDEX pictures_by_taken ON pictures (taken_at) WHERE taken_at IS NOT NULL;
CREATE INDEX pictures_new ON pictures (root) WHERE is_new = 1;

CREATE TABLE models (
  id       INTEGER PRIMARY KEY,
  -- SHA-256 over everything that changes a score (weights, architecture, preprocessing), hexadecimal.
  digest   TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  variant  TEXT NOT NULL,
  classes  INTEGER NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;

CREATE TABLE runs (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  model      INTEGER NOT NULL REFERENCES models (id),
  started_at INTEGER NOT NULL,
  ended_at   INTEGER,
  -- What was asked and how it was run; then what came of it. JSON.
  request    TEXT NOT NULL,
  summary    TEXT
) STRICT;

-- One row a picture and model: asked_k is the k asked for, also where the model has fewer classes.
CREATE TABLE classifications (
  picture INTEGER NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
  model   INTEGER NOT NULL REFERENCES models (id),
  asked_k INTEGER NOT NULL,
  PRIMARY KEY (picture, model)
) STRICT, WITHOUT ROWID;
CREATE INDEX classifications_by_model ON classifications (model);

CREATE TABLE predictions (
  picture INTEGER NOT NULL,
  model   INTEGER NOT NULL,
  rank    INTEGER NOT NULL,
  class   INTEGER NOT NULL,
  score   REAL NOT NULL,
  PRIMARY KEY (picture, model, rank),
  FOREIGN KEY (picture, model) REFERENCES classifications (picture, model) ON DELETE CASCADE ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;
-- Best first within a class, at the top rank and at any; best first over all classes, and the uncertain.
CREATE INDEX predictions_top ON predictions (model, class, score DESC, picture) WHERE rank = 1;
CREATE INDEX predictions_any ON predictions (model, class, score DESC, picture);
CREATE INDEX predictions_top_score ON predictions (model, score DESC, picture, class) WHERE rank = 1;

-- What the last try said, whatever the model. A file that still has this size and mtime_ns is not tried again.
CREATE TABLE failures (
  picture   INTEGER PRIMARY KEY REFERENCES pictures (id) ON DELETE CASCADE,
  kind      TEXT NOT NULL,
  detail    TEXT NOT NULL,
  size      INTEGER NOT NULL,
  mtime_ns  INTEGER NOT NULL,
  failed_at INTEGER NOT NULL
) STRICT;

-- Pictures in flight. Written before a byte is read, deleted with the result; what a dead program leaves is suspect.
CREATE TABLE marks (
  picture     INTEGER PRIMARY KEY REFERENCES pictures (id) ON DELETE CASCADE,
  -- What the file was when it was marked, or when its content was last read.
  size        INTEGER NOT NULL,
  mtime_ns    INTEGER NOT NULL,
  -- 1: left by a program that died, and not marked again since.
  inherited   INTEGER NOT NULL,
  -- 1: the program that wrote this mark ran the picture with nothing else in flight …
  alone       INTEGER NOT NULL,
  -- … and 1: gave it to a worker.
  handed      INTEGER NOT NULL,
  -- Programs in a row that died with this picture alone and handed.
  lone_deaths INTEGER NOT NULL
) STRICT;

-- A person's words belong to content, so every copy carries them.
CREATE TABLE tags (
  id   INTEGER PRIMARY KEY,
  -- As typed first; key is the same in NFC and lower case.
  name TEXT NOT NULL,
  key  TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE tagged (
  tag       INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  digest    BLOB NOT NULL,
  tagged_at INTEGER NOT NULL,
  PRIMARY KEY (tag, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX tagged_by_digest ON tagged (digest);

CREATE TABLE reviews (
  digest      BLOB NOT NULL,
  model       INTEGER NOT NULL REFERENCES models (id),
  class       INTEGER NOT NULL,
  verdict     TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected', 'corrected')),
  -- The right class, where the verdict is 'corrected'.
  corrected   INTEGER,
  reviewed_at INTEGER NOT NULL,
  PRIMARY KEY (digest, model, class)
) STRICT, WITHOUT ROWID;
CREATE INDEX reviews_rejected ON reviews (model, digest) WHERE verdict = 'rejected';

-- What a person did to many pictures at once, with what it takes to undo it.
CREATE TABLE operations (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  kind      TEXT NOT NULL CHECK (kind IN ('tag', 'untag')),
  tag       TEXT NOT NULL,
  made_at   INTEGER NOT NULL,
  undone_at INTEGER
) STRICT;

-- The contents that the operation really changed: those already so are not among them.
CREATE TABLE operation_digests (
  operation INTEGER NOT NULL REFERENCES operations (id) ON DELETE CASCADE,
  digest    BLOB NOT NULL,
  PRIMARY KEY (operation, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
