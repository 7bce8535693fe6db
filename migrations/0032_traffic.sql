-- Who wrote to whom when (src/traffic): read from the headers of people's own mail, each by that person, and kept without a word of
-- it. No subject, no text, no address of anybody who is not a contact.

-- A mailbox that was handed over, or that is read by itself. Until its owner said so nothing of it is kept.
CREATE TABLE mail_source (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL, -- whose mailbox it is: the only one who sees it
  kind TEXT NOT NULL, -- file, imap
  name TEXT NOT NULL, -- as the owner calls it
  state TEXT NOT NULL, -- looking, waiting, keeping, kept, refused
  problem TEXT NOT NULL, -- refused: the key of why
  tally TEXT NOT NULL, -- JSON: what was kept and what left out, by reason
  job_id BIGINT,
  touched_id BIGINT NOT NULL, -- when its touches last changed: ties learn from it (an id, ordered by time)
  created_at BIGINT NOT NULL,
  kept_at BIGINT, -- when its owner said so
  read_at BIGINT, -- when it was last read
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id) ON DELETE CASCADE
);
CREATE INDEX mail_source_person ON mail_source (org_id, person_id, id);

-- One mail between one of us and one contact. The same mail of two mailboxes has two rows, and counts once.
CREATE TABLE mail_touch (
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  message_hash BIGINT NOT NULL,
  source_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  is_from_us SMALLINT NOT NULL, -- else the contact wrote it
  others INTEGER NOT NULL, -- how many it went to
  thread_hash BIGINT NOT NULL,
  answers_hash BIGINT NOT NULL, -- the mail that it answers; 0: none
  PRIMARY KEY (org_id, person_id, contact_id, message_hash, source_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, contact_id) REFERENCES contact (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, source_id) REFERENCES mail_source (org_id, id) ON DELETE CASCADE
);
CREATE INDEX mail_touch_contact ON mail_touch (org_id, contact_id);
CREATE INDEX mail_touch_source ON mail_touch (org_id, source_id, message_hash);
CREATE INDEX mail_touch_at ON mail_touch (org_id, at);

-- Whose mail is never kept: an address, or all of a domain. Of everybody's mail, or of one person's.
CREATE TABLE mail_exclusion (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT, -- none: of everybody's
  pattern TEXT NOT NULL, -- folded: bill@larmar.example, larmar.example
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id) ON DELETE CASCADE
);
CREATE INDEX mail_exclusion_person ON mail_exclusion (org_id, person_id, id);

-- A further address of somebody: of one of us, or of a contact.
CREATE TABLE mail_address (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT,
  contact_id BIGINT,
  email TEXT NOT NULL, -- folded
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, contact_id) REFERENCES contact (org_id, id) ON DELETE CASCADE
);
CREATE INDEX mail_address_email ON mail_address (org_id, email);
CREATE INDEX mail_address_person ON mail_address (org_id, person_id, id);
CREATE INDEX mail_address_contact ON mail_address (org_id, contact_id, id);
