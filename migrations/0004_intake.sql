-- Imports (docs/import.md): the files that came in, how each is read, how far the import is, and what it refused.
-- What an import writes into the book is in the log of its one action, as everything else.

CREATE TABLE import (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  state TEXT NOT NULL,
  source TEXT NOT NULL,
  mapping TEXT NOT NULL,
  job_id BIGINT,
  action_id BIGINT,
  undo_id BIGINT,
  undo_from BIGINT,
  counts TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);

-- One table of one file. `done` is the checkpoint: rows that are committed, of `row_count`.
CREATE TABLE import_file (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  import_id BIGINT NOT NULL,
  position INTEGER NOT NULL,
  stored TEXT NOT NULL,
  table_index INTEGER NOT NULL,
  row_count BIGINT NOT NULL,
  done BIGINT NOT NULL,
  is_finished SMALLINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, import_id) REFERENCES import (org_id, id) ON DELETE CASCADE
);
CREATE INDEX import_file_import ON import_file (org_id, import_id, position);

-- A row that was refused; its cells are read from the file again when somebody asks for them.
CREATE TABLE import_reject (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  import_id BIGINT NOT NULL,
  file_id BIGINT NOT NULL,
  row_number BIGINT NOT NULL,
  line BIGINT NOT NULL,
  column_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  reason_arguments TEXT NOT NULL,
  is_kept SMALLINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, import_id) REFERENCES import (org_id, id) ON DELETE CASCADE
);
CREATE INDEX import_reject_import ON import_reject (org_id, import_id, file_id, row_number);

-- How tables with these headers were read the last time.
CREATE TABLE import_mapping (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  headers TEXT NOT NULL,
  mapping TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, headers)
);
