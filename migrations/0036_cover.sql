-- Somebody looks after clients from a day to a day while their owner is away; the owner stays the owner (src/cover, docs/cover.md).
CREATE TABLE cover (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL, -- who is away
  from_on INTEGER NOT NULL,
  to_on INTEGER NOT NULL, -- the last day
  note TEXT NOT NULL,
  set_by BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  started_at BIGINT, -- from then on who covers sees the clients
  ended_at BIGINT, -- without started_at: taken back
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, set_by) REFERENCES person (org_id, id)
);
CREATE INDEX cover_person ON cover (org_id, person_id, from_on);
CREATE INDEX cover_open ON cover (org_id, to_on) WHERE ended_at IS NULL;

-- Who covers which client; several may cover one.
CREATE TABLE cover_account (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  cover_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  ended_at BIGINT, -- somebody else took it on before the cover ended
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, cover_id) REFERENCES cover (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE INDEX cover_account_cover ON cover_account (org_id, cover_id, id);
CREATE INDEX cover_account_person ON cover_account (org_id, person_id);
CREATE INDEX cover_account_account ON cover_account (org_id, account_id);

-- The calls of the first week after somebody leaves on short notice: who calls which client on which day.
CREATE TABLE leaving_call (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL, -- who leaves
  account_id BIGINT NOT NULL,
  caller_id BIGINT, -- none: nobody has time in these five days
  day_on INTEGER,
  place INTEGER NOT NULL, -- of all, the most urgent is 0
  made_at BIGINT NOT NULL,
  done_at BIGINT,
  done_by BIGINT,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, caller_id) REFERENCES person (org_id, id)
);
CREATE INDEX leaving_call_person ON leaving_call (org_id, person_id, place);
CREATE INDEX leaving_call_caller ON leaving_call (org_id, caller_id);

-- What somebody promised to clients: of all that the person holds.
CREATE INDEX client_promise_person ON client_promise (org_id, person_id);
