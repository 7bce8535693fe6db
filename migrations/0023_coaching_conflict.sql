-- What lies over an hour that a manager owes to a rep, and was told or answered (src/conflict/conflict.h): asked about once. An event
-- of an own calendar is known by calendar and times, since it gets a new id each time it is read.
CREATE TABLE coaching_conflict (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  block_kind TEXT NOT NULL,
  block_id BIGINT NOT NULL, -- of the promise or the session
  block_at BIGINT NOT NULL,
  other_kind TEXT NOT NULL,
  other_id BIGINT NOT NULL, -- of the activity or the calendar, which may be gone
  other_at BIGINT NOT NULL,
  other_ends_at BIGINT NOT NULL,
  told_at BIGINT NOT NULL,
  answer TEXT,
  answered_at BIGINT,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, person_id, block_at, block_id, other_id, other_at, other_ends_at),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
