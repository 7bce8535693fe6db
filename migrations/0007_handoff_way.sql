-- The way of a handoff: the evidence that the client has come to know the successor (docs/handoff.md). One row a kind,
-- of the check one for each of its three days; what is taken back is marked and may be marked anew.
CREATE TABLE handoff_step (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  handoff_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  after_days INTEGER NOT NULL,
  done_at BIGINT NOT NULL,
  person_id BIGINT,
  note TEXT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, handoff_id, kind, after_days),
  FOREIGN KEY (org_id, handoff_id) REFERENCES handoff (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);

-- A pause ends by itself on its day.
ALTER TABLE handoff ADD COLUMN paused_until_on INTEGER;
ALTER TABLE handoff ADD COLUMN pause_reason TEXT NOT NULL DEFAULT '';
-- Whose no it was: the successor's, the former owner's, or the client's.
ALTER TABLE handoff ADD COLUMN refused_by TEXT;
-- The day on which ownership is to move, and until when the former owner stays in reach after it.
ALTER TABLE handoff ADD COLUMN owned_on INTEGER;
ALTER TABLE handoff ADD COLUMN overlap_until_on INTEGER;
-- What goes to the successor with the account.
ALTER TABLE handoff ADD COLUMN moves_contacts SMALLINT NOT NULL DEFAULT 1;
ALTER TABLE handoff ADD COLUMN moves_open_deals SMALLINT NOT NULL DEFAULT 1;
ALTER TABLE handoff ADD COLUMN moves_credit SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE handoff ADD COLUMN moves_tasks SMALLINT NOT NULL DEFAULT 1;
ALTER TABLE handoff ADD COLUMN moves_meetings SMALLINT NOT NULL DEFAULT 1;
