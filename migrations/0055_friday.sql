-- The Friday half hour of a manager (src/friday, docs/friday.md): what was ticked and passed in a week, and the one thing to stop.
CREATE TABLE friday_week (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  week_on INTEGER NOT NULL, -- its Monday in the organization's time zone
  shown TEXT NOT NULL, -- JSON: cards that the one above is to see
  passed TEXT NOT NULL, -- JSON: cards that are dealt with
  stop TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, manager_id, week_on),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id)
);

-- A page that was sent to the one above: what was ticked, in words, as it stood then. Never changed; an undo of the sending removes it.
CREATE TABLE friday_page (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  reader_id BIGINT NOT NULL,
  week_on INTEGER NOT NULL,
  sent_at BIGINT NOT NULL,
  frozen TEXT NOT NULL, -- JSON: the page in each language
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, manager_id, week_on),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, reader_id) REFERENCES person (org_id, id)
);
CREATE INDEX friday_page_reader ON friday_page (org_id, reader_id, week_on);
