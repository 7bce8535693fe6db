-- Meetings that bring a contact and the successor together (src/introduction/meeting.h). When it begins is a time on the wall
-- of a named zone; the instant is derived from it, and again when the rules of zones change.
CREATE TABLE meeting (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  handoff_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  activity_id BIGINT, -- what our people's calendars show
  uid TEXT NOT NULL,
  revision INTEGER NOT NULL, -- grows with each change, so that taking one back is seen
  local_on INTEGER NOT NULL,
  local_minute INTEGER NOT NULL,
  time_zone TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  minutes INTEGER NOT NULL,
  place TEXT NOT NULL,
  note TEXT NOT NULL,
  state TEXT NOT NULL,
  organizer_id BIGINT NOT NULL,
  organizer_email TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, handoff_id) REFERENCES handoff (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, organizer_id) REFERENCES person (org_id, id)
);
CREATE INDEX meeting_handoff ON meeting (org_id, handoff_id, starts_at);
CREATE INDEX meeting_account ON meeting (org_id, account_id, starts_at);
CREATE INDEX meeting_start ON meeting (org_id, starts_at);
CREATE UNIQUE INDEX meeting_uid ON meeting (org_id, uid);

-- Who is asked to come, a contact or one of our people, and what each says to it.
CREATE TABLE meeting_guest (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  meeting_id BIGINT NOT NULL,
  contact_id BIGINT,
  person_id BIGINT,
  name TEXT NOT NULL,
  email TEXT NOT NULL, -- empty: has none, and is told by word of mouth
  participation TEXT NOT NULL,
  answered_at BIGINT,
  comment TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, meeting_id) REFERENCES meeting (org_id, id),
  FOREIGN KEY (org_id, contact_id) REFERENCES contact (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE INDEX meeting_guest_meeting ON meeting_guest (org_id, meeting_id, id);
CREATE INDEX meeting_guest_contact ON meeting_guest (org_id, contact_id);
CREATE INDEX meeting_guest_person ON meeting_guest (org_id, person_id);

-- What was said to whom about a meeting. It outlives the meeting, since who was invited to one that was taken back has to be
-- told so; hence no key to it, and it is not part of the log.
CREATE TABLE meeting_told (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  meeting_id BIGINT NOT NULL,
  contact_id BIGINT,
  person_id BIGINT,
  mail_id BIGINT NOT NULL,
  sequence INTEGER NOT NULL,
  is_cancel SMALLINT NOT NULL,
  time_zone TEXT NOT NULL,
  fingerprint BIGINT NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX meeting_told_meeting ON meeting_told (org_id, meeting_id, id);

-- Activities that Baton planned itself: an import that brings the same one joins it.
CREATE TABLE planned_activity (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  activity_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, activity_id) REFERENCES activity (org_id, id)
);
CREATE INDEX planned_activity_account ON planned_activity (org_id, account_id);
CREATE UNIQUE INDEX planned_activity_once ON planned_activity (org_id, activity_id);

-- Where answers come back: one mailbox an organization, read over IMAP. The password is sealed (src/seal/seal.h).
CREATE TABLE mailbox (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  is_on SMALLINT NOT NULL,
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  security TEXT NOT NULL,
  user_name TEXT NOT NULL,
  password_sealed TEXT NOT NULL,
  folder TEXT NOT NULL,
  address TEXT NOT NULL,
  interval_minutes INTEGER NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX mailbox_once ON mailbox (org_id);

-- How far it was read, and what came of the last look. Not part of the log.
CREATE TABLE mailbox_look (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  mailbox_id BIGINT NOT NULL,
  job_id BIGINT,
  uid_validity BIGINT NOT NULL,
  next_uid BIGINT NOT NULL,
  looked_at BIGINT,
  is_good SMALLINT NOT NULL,
  answer TEXT NOT NULL,
  read_count BIGINT NOT NULL,
  used_count BIGINT NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX mailbox_look_once ON mailbox_look (org_id, mailbox_id);

-- That somebody answered a mail of ours, and when; not what they say.
CREATE TABLE mail_reply (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  mail_id BIGINT NOT NULL,
  message_id TEXT NOT NULL,
  sender TEXT NOT NULL,
  is_automatic SMALLINT NOT NULL,
  sent_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, mail_id) REFERENCES mail (org_id, id)
);
CREATE INDEX mail_reply_mail ON mail_reply (org_id, mail_id, id);
CREATE INDEX mail_message ON mail (org_id, message_id);
