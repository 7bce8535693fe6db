-- What counting promises needs to know (docs/promises.md): whether the two agreed on one that was asked for, and who
-- withdrew one and when.
ALTER TABLE promise ADD COLUMN is_agreed SMALLINT NOT NULL DEFAULT 1;
ALTER TABLE promise ADD COLUMN withdrawn_at BIGINT;
ALTER TABLE promise ADD COLUMN withdrawn_by_rep SMALLINT NOT NULL DEFAULT 0;

CREATE INDEX displacement_interruption ON displacement (org_id, interruption_id);
