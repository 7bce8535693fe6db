-- What somebody said an hour of the own time was: selling, coaching, help with a deal, administration (src/hour, docs/hour.md). Never
-- what stood in the calendar then: only when, how long and which of the four.
CREATE TABLE logged_hour (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  starts_at BIGINT NOT NULL,
  minutes INTEGER NOT NULL,
  kind TEXT NOT NULL, -- selling, coaching, deal_help, admin
  logged_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE INDEX logged_hour_person ON logged_hour (org_id, person_id, starts_at);
