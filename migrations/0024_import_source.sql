-- Exports that are fetched from addresses by themselves (src/source): what is fetched when, as whom, and how that went.
-- Addresses and what opens them are sealed (src/seal/seal.h) in rows of their own, which never change: what the log of changes
-- sees is which row counts, and an undo points back to the one before. One that nothing points to any more goes after a month.
CREATE TABLE import_source_secret (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  unused_at BIGINT,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX import_source_secret_unused ON import_source_secret (org_id, unused_at) WHERE unused_at IS NOT NULL;

-- From job_id on, what the job notes; that is not in the log of changes.
CREATE TABLE import_source (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL, -- who imports
  name TEXT NOT NULL,
  schedule TEXT NOT NULL, -- hours, daily
  every_hours INTEGER NOT NULL,
  at_minute INTEGER NOT NULL, -- of the day, in the organization's zone
  is_on SMALLINT NOT NULL,
  secret_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT,
  job_id BIGINT,
  next_at BIGINT,
  tried_at BIGINT,
  fetched_at BIGINT, -- the last time that all of it was fetched and is in
  failing_since BIGINT,
  failures INTEGER NOT NULL,
  is_told SMALLINT NOT NULL, -- of this failure
  is_asked SMALLINT NOT NULL, -- a person wants it now
  problem TEXT NOT NULL,
  problem_arguments TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE INDEX import_source_secret_of ON import_source (org_id, secret_id);

-- One address of a set: what was there the last time, and which import that became.
CREATE TABLE import_source_file (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  secret_id BIGINT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  host TEXT NOT NULL,
  etag TEXT NOT NULL,
  modified TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  import_id BIGINT,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, secret_id, position),
  FOREIGN KEY (org_id, secret_id) REFERENCES import_source_secret (org_id, id) ON DELETE CASCADE
);

-- The id of a run is that of the import that it makes, if it makes one.
CREATE TABLE import_source_run (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  source_id BIGINT NOT NULL,
  job_id BIGINT,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  outcome TEXT NOT NULL, -- running, unchanged, imported, failed
  import_id BIGINT,
  problem TEXT NOT NULL,
  problem_arguments TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, source_id) REFERENCES import_source (org_id, id) ON DELETE CASCADE
);
CREATE INDEX import_source_run_source ON import_source_run (org_id, source_id, id);

-- When the very content of a finished import was met again: the book is as of then.
ALTER TABLE import ADD COLUMN confirmed_at BIGINT;

-- Which jobs ended just now: screens read again what they changed.
CREATE INDEX job_finished ON job (org_id, finished_at) WHERE finished_at IS NOT NULL;
