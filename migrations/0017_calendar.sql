-- The calendars that a person lets Baton read: a secret iCalendar address or CalDAV (src/calendar/calendar.h). The address, the
-- user and the password are sealed. Giving one and taking it back is no deed that an undo could bring back, hence not in the log.
CREATE TABLE person_calendar (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  host TEXT NOT NULL,
  access_sealed TEXT NOT NULL,
  is_busy_only SMALLINT NOT NULL,
  job_id BIGINT,
  etag TEXT NOT NULL,
  modified TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  read_at BIGINT,
  tried_at BIGINT,
  failing_since BIGINT,
  failures INTEGER NOT NULL,
  problem TEXT NOT NULL,
  events INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE INDEX person_calendar_person ON person_calendar (org_id, person_id, id);

-- What such a calendar said when it was last read: replaced as a whole. No title where only busy times are wished.
CREATE TABLE busy_time (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  calendar_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  title TEXT NOT NULL,
  is_whole_day SMALLINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, calendar_id) REFERENCES person_calendar (org_id, id) ON DELETE CASCADE
);
CREATE INDEX busy_time_calendar ON busy_time (org_id, calendar_id, id);
CREATE INDEX busy_time_person ON busy_time (org_id, person_id, starts_at);

-- When a person works, on the own wall: "1 540-720 780-1020; 2 540-1020". No row: nobody has said.
CREATE TABLE working_week (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  hours TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);

CREATE TABLE absence (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  from_on INTEGER NOT NULL,
  to_on INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE INDEX absence_person ON absence (org_id, person_id, to_on);
