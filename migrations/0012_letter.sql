-- Letters from templates, and "My job now" (docs/letters.md).

-- The words that letters of a kind start from, in one language. Without a row they are Baton's own.
CREATE TABLE letter_template (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX letter_template_once ON letter_template (org_id, kind, language) WHERE deleted_at IS NULL;

-- What a manager stops doing, what the team may decide alone, and when the manager is there for them: written by the manager,
-- agreed by who is above, announced once. One is being written at a time; those announced before have ended.
CREATE TABLE my_job (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  language TEXT NOT NULL,
  stops TEXT NOT NULL,
  decide TEXT NOT NULL,
  there TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  agreed_by BIGINT,
  agreed_at BIGINT,
  announced_at BIGINT,
  ended_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, agreed_by) REFERENCES person (org_id, id)
);
CREATE UNIQUE INDEX my_job_written ON my_job (org_id, manager_id) WHERE announced_at IS NULL;
CREATE INDEX my_job_manager ON my_job (org_id, manager_id, id);

-- Who of the team has read it.
CREATE TABLE my_job_reader (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  my_job_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  read_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, my_job_id, person_id),
  FOREIGN KEY (org_id, my_job_id) REFERENCES my_job (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE INDEX my_job_reader_person ON my_job_reader (org_id, person_id);
