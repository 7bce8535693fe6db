-- When a person wants what is new by e-mail. No row: on every working day (src/digest/digest.h).
CREATE TABLE digest_choice (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  frequency TEXT NOT NULL,
  at_minute INTEGER NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);

-- How far a person has been told by e-mail. No deed of anybody, hence not in the log.
CREATE TABLE digest_state (
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  looked_on INTEGER NOT NULL,
  told_notice_id BIGINT NOT NULL, -- 0: none
  PRIMARY KEY (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
