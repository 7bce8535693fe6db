-- An erasure of a person's data (src/administration): whose row, under which number it goes from now on, and how far it is. It never
-- holds who that was.
CREATE TABLE erasure (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  subject TEXT NOT NULL, -- person, contact
  row_id BIGINT NOT NULL,
  number INTEGER NOT NULL, -- former colleague 7, former contact 7
  state TEXT NOT NULL, -- waiting, done
  asked_by BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  job_id BIGINT NOT NULL,
  removed BIGINT NOT NULL, -- rows
  emptied BIGINT NOT NULL, -- rows
  rewritten BIGINT NOT NULL, -- texts of others that named the person
  finished_at BIGINT,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, subject, row_id),
  UNIQUE (org_id, subject, number),
  FOREIGN KEY (org_id, asked_by) REFERENCES person (org_id, id)
);

-- What was done to the whole database, for who operates it: backups, tests that one can be restored, the daily sweep. The newest of
-- each kind are kept.
CREATE TABLE operation_run (
  id BIGINT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL, -- backup, restore_test, sweep
  is_well SMALLINT NOT NULL,
  began_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  bytes BIGINT NOT NULL, -- of the backup; 0: not known
  findings TEXT NOT NULL -- JSON: what was found, or swept, as messages
);
CREATE INDEX operation_run_kind ON operation_run (kind, began_at);
