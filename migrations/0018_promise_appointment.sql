-- Promises are appointments too: what was said to whom is kept for both kinds in one place (src/invite/tell.h).
ALTER TABLE meeting_told RENAME TO appointment_told;
ALTER TABLE appointment_told RENAME COLUMN meeting_id TO appointment_id;
DROP INDEX meeting_told_meeting;
CREATE INDEX appointment_told_appointment ON appointment_told (org_id, appointment_id, id);

-- Whether a person wants invitations to promises by e-mail. No row: yes (src/coaching/appointment.h).
CREATE TABLE promise_choice (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  is_mailed SMALLINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);

-- A person's calendar for other programs, by a secret address of which only the hash is kept (src/feed/feed.h). Giving one and
-- taking it back is no deed that an undo could bring back, hence not in the log.
CREATE TABLE calendar_feed (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  secret_hash TEXT NOT NULL,
  has_titles SMALLINT NOT NULL,
  created_at BIGINT NOT NULL,
  read_at BIGINT,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, person_id)
);
CREATE UNIQUE INDEX calendar_feed_secret ON calendar_feed (secret_hash);
