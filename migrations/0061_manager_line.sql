-- What is said of each manager beside the others (src/managers), worked out by a job when what it rests on changed: the figures of the
-- manager's own scoreboard. Made anew from the rest at any time, hence no part of the log of deeds.
CREATE TABLE manager_line (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  began_on INTEGER, -- the first day of the role; none: nobody knows
  held_then INTEGER, -- accounts owned at the end of that day; none: the book does not reach back to it
  steps_done INTEGER, -- of the first ninety days, while they run
  steps_of INTEGER,
  figures TEXT NOT NULL, -- JSON: what the scoreboard counted
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, manager_id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id) ON DELETE CASCADE
);

-- When they were worked out for an organization, by which definitions and up to which change of the log, and how long it took.
CREATE TABLE manager_outlook (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL, -- = org_id
  worked_out_at BIGINT NOT NULL,
  change_id BIGINT NOT NULL,
  took_ms BIGINT NOT NULL,
  definition INTEGER NOT NULL,
  PRIMARY KEY (org_id, id)
);
