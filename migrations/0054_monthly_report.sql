-- The monthly report of a manager (src/report, docs/report.md): the manager's words while it is a draft; frozen when it is closed.
CREATE TABLE monthly_report (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  month_on INTEGER NOT NULL, -- its first day
  comments TEXT NOT NULL, -- JSON: by section
  closed_at BIGINT,
  closed_by BIGINT,
  frozen TEXT NOT NULL, -- JSON: the pages in each language and the rows behind; empty while it is a draft
  logo TEXT NOT NULL, -- of the organization when it was closed
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, manager_id, month_on),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id)
);

-- What a manager commits to: made in the report of one month, shown and checked off in those that follow until it is done.
CREATE TABLE report_commitment (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  month_on INTEGER NOT NULL, -- of the report it was made in
  text TEXT NOT NULL,
  due_on INTEGER NOT NULL,
  done_on INTEGER,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id)
);
CREATE INDEX report_commitment_manager ON report_commitment (org_id, manager_id, month_on);

-- How the organization wants its reports. Without a row: the defaults of src/report/report_format.h.
CREATE TABLE report_format (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  sections TEXT NOT NULL, -- JSON: in their order, on or off, the heading, whether reps see it
  shows_meanings INTEGER NOT NULL,
  logo TEXT NOT NULL, -- a data: address of a PNG or JPEG; empty: none
  mail_day INTEGER NOT NULL, -- of the month after; 0: no mail
  mail_minute INTEGER NOT NULL, -- of the reader's day
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id)
);

-- Which closed report was mailed to whom. Made by a job, hence no part of the log of deeds.
CREATE TABLE report_sent (
  org_id BIGINT NOT NULL,
  report_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, report_id, person_id),
  FOREIGN KEY (org_id, report_id) REFERENCES monthly_report (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id) ON DELETE CASCADE
);
