-- Who another system says owns an account that a handoff has moved, as its last import showed it (src/writeback).
CREATE TABLE source_owner (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  source TEXT NOT NULL,
  account_id BIGINT NOT NULL,
  person_id BIGINT, -- none: somebody whom nobody here is
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, account_id, source),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);

-- Which accounts a handoff has moved.
CREATE INDEX handoff_owned ON handoff (org_id, account_id) WHERE owned_at IS NOT NULL;
