-- The sums of a week of everybody (src/scoreboard/score_weeks.h), for those at the top, below whom nearly everybody is: a row for each week
-- that anybody has a row of.
CREATE TABLE score_total (
  org_id BIGINT NOT NULL,
  week INTEGER NOT NULL, -- the Monday
  won BIGINT NOT NULL,
  lost BIGINT NOT NULL,
  known BIGINT NOT NULL,
  minor BIGINT NOT NULL,
  squares DOUBLE PRECISION NOT NULL,
  no_limit BIGINT NOT NULL,
  unmet BIGINT NOT NULL,
  entered BIGINT NOT NULL,
  entered_late BIGINT NOT NULL,
  is_stale SMALLINT NOT NULL, -- something in the week changed since it was summed: who asks sums the week's people
  PRIMARY KEY (org_id, week)
);
INSERT INTO score_total (org_id, week, won, lost, known, minor, squares, no_limit, unmet, entered, entered_late, is_stale)
  SELECT DISTINCT org_id, week, 0, 0, 0, 0, 0.0, 0, 0, 0, 0, 1 FROM score_week;
-- The weeks of the few who are not below.
CREATE INDEX score_week_person ON score_week (org_id, person_id, week);
