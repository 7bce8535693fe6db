-- The handover sheet: what the former owner writes down for the successor, and what the successor understood of it.
CREATE TABLE handover_sheet (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  handoff_id BIGINT NOT NULL,
  importance TEXT NOT NULL,
  summary TEXT NOT NULL,
  risks TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  edition INTEGER NOT NULL, -- of the words
  read_back TEXT NOT NULL,
  read_back_at BIGINT,
  read_edition INTEGER NOT NULL,
  read_promise_id BIGINT, -- the last one that was there to be read
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, handoff_id),
  FOREIGN KEY (org_id, handoff_id) REFERENCES handoff (org_id, id)
);

-- What somebody of us promised a client. It belongs to the client, so the next successor finds it too.
CREATE TABLE client_promise (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  due_on INTEGER,
  promised_at BIGINT NOT NULL,
  kept_at BIGINT,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE INDEX client_promise_account ON client_promise (org_id, account_id, id);
