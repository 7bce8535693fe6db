-- A change of an own calendar, of its address for other programs, names what it was made on (If-Match). An address that was ended
-- keeps its row, so that its version goes on; its hash is then of a secret that nobody was told (src/feed/feed.h).
ALTER TABLE person_calendar ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE calendar_feed ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE calendar_feed ADD COLUMN is_on SMALLINT NOT NULL DEFAULT 1;

-- What an event makes of its time: "busy", "away" (out of the office), or "unsaid": a whole day of which nothing is said.
ALTER TABLE busy_time ADD COLUMN shows TEXT NOT NULL DEFAULT 'busy';

-- Meetings with clients that stand in somebody's own calendar (src/book/own_meetings.h), where that person wants them to count.
-- None of the calendars that were there before: what their owners were told then was another thing.
ALTER TABLE person_calendar ADD COLUMN counts_meetings SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE person_calendar ADD COLUMN meeting_ends_at BIGINT; -- of the next one to come, when the calendar is read whole
CREATE TABLE own_meeting (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  uid_hash TEXT NOT NULL,
  occurs_on INTEGER NOT NULL, -- which one of a repeated event; 0 of one that is not repeated
  person_id BIGINT NOT NULL,
  activity_id BIGINT NOT NULL,
  is_source SMALLINT NOT NULL, -- the activity was made of it, and changes with it
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, uid_hash, occurs_on, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE INDEX own_meeting_activity ON own_meeting (org_id, activity_id);
