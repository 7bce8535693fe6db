-- What proves a plan stands beside it, in a row that is written once: a plan of ten thousand clients has a problem of megabytes,
-- which was in the plan's row and twice in the log of each change. The plan names the proof it has; the one before is kept until the
-- next change, for undo.
CREATE TABLE plan_proof (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  plan_id BIGINT NOT NULL,
  problem TEXT NOT NULL,
  solution TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, plan_id) REFERENCES plan (org_id, id) ON DELETE CASCADE
);
CREATE INDEX plan_proof_plan ON plan_proof (org_id, plan_id);

-- A plan made before has no proof that is read, and claims nothing until it is computed anew.
ALTER TABLE plan ADD COLUMN proof_id BIGINT;
ALTER TABLE plan ADD COLUMN effects TEXT NOT NULL DEFAULT '';
ALTER TABLE plan DROP COLUMN certificate;
-- The log brings rows back column by column.
-- sqlite only: UPDATE change SET old_values = json_remove(old_values, '$.certificate'), new_values = json_remove(new_values, '$.certificate') WHERE table_name = 'plan';
-- postgresql only: UPDATE change SET old_values = CAST(CAST(old_values AS jsonb) - 'certificate' AS TEXT), new_values = CAST(CAST(new_values AS jsonb) - 'certificate' AS TEXT) WHERE table_name = 'plan';

-- What a line's stability hangs on and what its explanation says, as numbers: what is the same is neither computed nor written again.
ALTER TABLE plan_line ADD COLUMN basis BIGINT NOT NULL DEFAULT 0;
ALTER TABLE plan_line ADD COLUMN content BIGINT NOT NULL DEFAULT 0;
-- sqlite only: UPDATE change SET old_values = json_set(old_values, '$.basis', 0, '$.content', 0) WHERE table_name = 'plan_line' AND new_values IS NULL;
-- postgresql only: UPDATE change SET old_values = CAST(CAST(old_values AS jsonb) || '{"basis": 0, "content": 0}' AS TEXT) WHERE table_name = 'plan_line' AND new_values IS NULL;
