-- The week's coaching plan, the wins of reps and what was said to them, and a rep's first day (docs/week.md).

-- How many minutes a manager gives to coaching, from a week on until another number is set.
CREATE TABLE week_hours (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  week_on INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, manager_id, week_on),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id)
);

-- One draw by lot. Another one for the same week stands beside it, with the reason; none is ever changed or deleted.
CREATE TABLE week_draw (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  week_on INTEGER NOT NULL,
  number INTEGER NOT NULL,
  seed BIGINT NOT NULL,
  minutes INTEGER NOT NULL,
  drawn_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, manager_id, week_on, number),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id)
);

-- Everybody who was in a draw, in the order that it gave, with the need that stood then; and what became of it.
CREATE TABLE week_place (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  draw_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  place INTEGER NOT NULL,
  stratum TEXT NOT NULL,
  kind TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  account_id BIGINT,
  days_without INTEGER,
  level INTEGER,
  state TEXT NOT NULL,
  skip_reason TEXT,
  promise_id BIGINT,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, draw_id, rep_id),
  FOREIGN KEY (org_id, draw_id) REFERENCES week_draw (org_id, id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, promise_id) REFERENCES promise (org_id, id)
);

-- A deal that a rep won: told to the manager once, and thanked for once. The deal may go with its import; a look sees it.
CREATE TABLE win (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  opportunity_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  won_on INTEGER NOT NULL,
  seen_at BIGINT NOT NULL,
  words TEXT NOT NULL,
  thanked_at BIGINT,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, opportunity_id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id)
);
CREATE INDEX win_manager ON win (org_id, manager_id, won_on);
CREATE INDEX win_rep ON win (org_id, rep_id, won_on);

-- How far the log of changes was read.
CREATE TABLE win_look (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  change_id BIGINT NOT NULL,
  PRIMARY KEY (org_id, id)
);

-- A rep who has seen the first page, or asked for the first hour.
CREATE TABLE first_day (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  done_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
