-- What would be lost with each person who leaves (src/departure), worked out by a job when what it rests on changed: for the list of
-- all of them. Made anew from the rest at any time, hence no part of the log of deeds.
CREATE TABLE departure_line (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  accounts INTEGER NOT NULL,
  at_stake_minor BIGINT NOT NULL,
  expected_minor BIGINT NOT NULL,
  low_minor BIGINT NOT NULL,
  high_minor BIGINT NOT NULL,
  bad_year_minor BIGINT NOT NULL,
  worst_minor BIGINT NOT NULL,
  after_expected_minor BIGINT NOT NULL,
  after_worst_minor BIGINT NOT NULL,
  single_thread INTEGER NOT NULL,
  without_ties INTEGER NOT NULL,
  without_revenue INTEGER NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id) ON DELETE CASCADE
);

-- When it was worked out for an organization, from which ties and up to which change of the log, and how long it took.
CREATE TABLE departure_outlook (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL, -- = org_id
  worked_out_at BIGINT NOT NULL,
  ties_as_of BIGINT, -- none: they had not been learnt
  change_id BIGINT NOT NULL,
  took_ms BIGINT NOT NULL,
  past TEXT NOT NULL, -- JSON: what became of the clients of people who left, without a name
  PRIMARY KEY (org_id, id)
);

-- A mail in a mailbox by its number: who judges what came to pass asks for some of them (src/ties/touches.h).
CREATE INDEX mail_touch_message ON mail_touch (org_id, message_hash);
