-- What each deal counts as on anybody's scoreboard, and the sums of it a week and person (src/scoreboard/scores.h). Made anew from the
-- deals, the meetings and the log at any time, hence no part of the log of deeds. A row outlives its deal until the next look, which
-- takes it out of the sums: no foreign key.
CREATE TABLE score_deal (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL, -- of the deal
  rule TEXT NOT NULL, -- the version of the rules, the time zone and the currency that it was counted by
  owner_id BIGINT NOT NULL,
  closed_on INTEGER, -- none: it is open
  closed_week INTEGER, -- the Monday
  opened_on INTEGER,
  opened_week INTEGER,
  won SMALLINT NOT NULL,
  lost SMALLINT NOT NULL,
  known SMALLINT NOT NULL, -- won, of a size that is known in the currency
  minor BIGINT NOT NULL,
  squares DOUBLE PRECISION NOT NULL,
  no_limit SMALLINT NOT NULL, -- won, and nobody knows when it came to the proposal, nor when it began
  unmet SMALLINT NOT NULL, -- won without a meeting, call or visit of anybody while it was on
  entered SMALLINT NOT NULL, -- it has a day on which it was opened
  entered_late SMALLINT NOT NULL, -- at the proposal or later
  PRIMARY KEY (org_id, id)
);
CREATE INDEX score_deal_closed ON score_deal (org_id, closed_on, minor);
CREATE INDEX score_deal_opened ON score_deal (org_id, opened_on);
CREATE INDEX score_deal_owner ON score_deal (org_id, owner_id);
CREATE INDEX score_deal_rule ON score_deal (org_id, rule);

CREATE TABLE score_week (
  org_id BIGINT NOT NULL,
  week INTEGER NOT NULL, -- the Monday of the days on which deals closed or were opened
  person_id BIGINT NOT NULL,
  won BIGINT NOT NULL,
  lost BIGINT NOT NULL,
  known BIGINT NOT NULL,
  minor BIGINT NOT NULL,
  squares DOUBLE PRECISION NOT NULL,
  no_limit BIGINT NOT NULL,
  unmet BIGINT NOT NULL,
  entered BIGINT NOT NULL,
  entered_late BIGINT NOT NULL,
  PRIMARY KEY (org_id, week, person_id)
);

-- How far the log of changes was read for both.
CREATE TABLE score_look (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL, -- = org_id
  looked_at BIGINT NOT NULL,
  change_id BIGINT NOT NULL,
  PRIMARY KEY (org_id, id)
);
