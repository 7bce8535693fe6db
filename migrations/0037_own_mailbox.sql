-- A person's own mailbox that is read over IMAP (src/own_mail): where it is, and how far its folders were read. What is kept of it
-- is a mail_source's. The password is sealed; connecting and deleting are no deeds that an undo could bring back, hence not in the log.
CREATE TABLE own_mailbox (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL, -- of what its owner set, not of what was read
  person_id BIGINT NOT NULL,
  source_id BIGINT NOT NULL,
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  security TEXT NOT NULL, -- tls, starttls, none
  user_name TEXT NOT NULL,
  password_sealed TEXT NOT NULL,
  is_on SMALLINT NOT NULL,
  days INTEGER NOT NULL, -- how far back
  since_on INTEGER NOT NULL, -- the day that this came to: what came before is never read
  job_id BIGINT,
  tried_at BIGINT,
  read_at BIGINT, -- when all of it was last read well
  failing_since BIGINT,
  failures INTEGER NOT NULL,
  is_told SMALLINT NOT NULL,
  problem TEXT NOT NULL, -- the key of what went wrong the last time; empty: nothing
  problem_arguments TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, source_id) REFERENCES mail_source (org_id, id) ON DELETE CASCADE
);
CREATE INDEX own_mailbox_source ON own_mailbox (org_id, source_id);

CREATE TABLE own_mailbox_folder (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  mailbox_id BIGINT NOT NULL,
  name TEXT NOT NULL, -- as its server calls it
  readable TEXT NOT NULL,
  kind TEXT NOT NULL, -- inbox, sent, aside, other
  is_read SMALLINT NOT NULL, -- its owner wants it read
  uid_validity BIGINT NOT NULL, -- 0: not read yet
  next_uid BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, mailbox_id, name),
  FOREIGN KEY (org_id, mailbox_id) REFERENCES own_mailbox (org_id, id) ON DELETE CASCADE
);
