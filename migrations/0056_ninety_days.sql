-- The first ninety days of a manager (src/ninety_days, docs/ninety-days.md).
CREATE TABLE ninety_days (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  starts_on INTEGER, -- none: when the role became manager
  stop_text TEXT NOT NULL, -- what the manager will stop doing, in the own words
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);

-- What the organization made of the path. Without a row: as src/ninety_days/path.h has it.
CREATE TABLE ninety_days_path (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  steps TEXT NOT NULL, -- JSON: by key, the day it is for, whether it is in, and words of the organization's own
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id)
);
