-- Quarters that are over, of each manager, as they were counted when they were closed (src/scoreboard/quarters.h).
CREATE TABLE score_quarter (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  quarter TEXT NOT NULL, -- 2026-Q3
  definition INTEGER NOT NULL, -- the version of the definitions that it was counted by
  closed_at BIGINT NOT NULL,
  said TEXT NOT NULL, -- JSON: the headline
  whole TEXT NOT NULL, -- JSON: all figures, what each win counted as, and how each rep grew
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, manager_id, quarter),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id)
);
CREATE INDEX score_quarter_name ON score_quarter (org_id, quarter, manager_id);
