-- Self-assessments and what reps say of their manager (src/assessment, docs/assessment.md). Answers lie sealed, with the key outside the
-- database, and are in no log.
CREATE TABLE assessment (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  taken_on INTEGER NOT NULL,
  sealed TEXT NOT NULL, -- the twenty answers
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE INDEX assessment_person ON assessment (org_id, person_id, id);

-- The reps of a manager are asked until closes_at.
CREATE TABLE assessment_round (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  closes_at BIGINT NOT NULL,
  asked INTEGER NOT NULL, -- reps
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id)
);
CREATE INDEX assessment_round_manager ON assessment_round (org_id, manager_id, id);

-- Who is asked, and whether an answer came. All rows of a round are made when it begins and say no time, so that neither their order
-- nor their age tells whose answer came when. They go with the box.
CREATE TABLE assessment_voice (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  has_answered SMALLINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, round_id, person_id),
  FOREIGN KEY (org_id, round_id) REFERENCES assessment_round (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE INDEX assessment_voice_person ON assessment_voice (org_id, person_id);

-- One row a round. While it runs: all answers together, sorted, written anew with each; so no row, no time and no order belongs to one
-- answer. Once it is over: what it came to, and nothing else.
CREATE TABLE assessment_box (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL, -- of the round
  is_outcome SMALLINT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, id) REFERENCES assessment_round (org_id, id)
);
