-- What Baton mails: queued with its cause in one transaction, sent by a job, kept with how it went (src/mail/mail.h).
CREATE TABLE mail (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  sender_id BIGINT,
  account_id BIGINT,
  handoff_id BIGINT,
  subject TEXT NOT NULL,
  recipients TEXT NOT NULL,
  message_id TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  repeats INTEGER NOT NULL,
  answer TEXT NOT NULL,
  queued_at BIGINT NOT NULL,
  next_at BIGINT,
  ended_at BIGINT,
  job_id BIGINT, -- the job that sends it, no other does
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, sender_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, handoff_id) REFERENCES handoff (org_id, id)
);
CREATE INDEX mail_sender ON mail (org_id, sender_id, id);
CREATE INDEX mail_handoff ON mail (org_id, handoff_id, id);
CREATE INDEX mail_waiting ON mail (org_id, state, id);

-- The words of a mail. Beside the row, since the log of changes does not hold letters.
CREATE TABLE mail_content (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  mail_id BIGINT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, mail_id),
  FOREIGN KEY (org_id, mail_id) REFERENCES mail (org_id, id) ON DELETE CASCADE
);

-- Through which server an organization's mail goes; one row each. The password is sealed (src/seal/seal.h).
CREATE TABLE mail_relay (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  kind TEXT NOT NULL,
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  security TEXT NOT NULL,
  user_name TEXT NOT NULL,
  password_sealed TEXT NOT NULL,
  from_email TEXT NOT NULL,
  from_name TEXT NOT NULL,
  own_domains TEXT NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX mail_relay_once ON mail_relay (org_id);
