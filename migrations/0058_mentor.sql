-- Whom the organization names to ask, and conversations with them (src/mentor, docs/mentor.md). What the two write lies sealed in
-- mentor_text; the conversation points to it, so the log holds no words.
CREATE TABLE mentor (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  about TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);

-- An outside one, booked by an address; at most one.
CREATE TABLE mentor_link (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  label TEXT NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id)
);

CREATE TABLE mentor_text (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  unused_at BIGINT,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX mentor_text_unused ON mentor_text (org_id, unused_at) WHERE unused_at IS NOT NULL;

CREATE TABLE mentor_talk (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  asker_id BIGINT NOT NULL,
  mentor_id BIGINT NOT NULL, -- the person
  state TEXT NOT NULL, -- planned, cancelled
  starts_at BIGINT NOT NULL,
  minutes INTEGER NOT NULL,
  subject_text_id BIGINT NOT NULL,
  tried_text_id BIGINT,
  outcome_text_id BIGINT,
  outcome_at BIGINT,
  asked_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, asker_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, mentor_id) REFERENCES person (org_id, id)
);
CREATE INDEX mentor_talk_asker ON mentor_talk (org_id, asker_id, id);
CREATE INDEX mentor_talk_mentor ON mentor_talk (org_id, mentor_id, id);
CREATE INDEX mentor_talk_subject ON mentor_talk (org_id, subject_text_id);
CREATE INDEX mentor_talk_tried ON mentor_talk (org_id, tried_text_id);
CREATE INDEX mentor_talk_outcome ON mentor_talk (org_id, outcome_text_id);
