-- A plan may hand over for several managers: each line says whose client it is. plan.manager_id is whose plan it is.
ALTER TABLE plan_line ADD COLUMN from_id BIGINT NOT NULL DEFAULT 0;
UPDATE plan_line SET from_id = (SELECT plan.manager_id FROM plan WHERE plan.org_id = plan_line.org_id AND plan.id = plan_line.plan_id);
CREATE INDEX plan_line_from ON plan_line (org_id, from_id, plan_id);
-- The log brings rows back column by column; a line that is gone comes back whole.
-- sqlite only: UPDATE change SET old_values = json_set(old_values, '$.from_id', (SELECT plan.manager_id FROM plan WHERE plan.org_id = change.org_id AND plan.id = json_extract(change.old_values, '$.plan_id'))) WHERE table_name = 'plan_line' AND new_values IS NULL AND EXISTS (SELECT 1 FROM plan WHERE plan.org_id = change.org_id AND plan.id = json_extract(change.old_values, '$.plan_id'));
-- postgresql only: UPDATE change SET old_values = CAST(jsonb_set(CAST(old_values AS jsonb), '{from_id}', to_jsonb(plan.manager_id)) AS TEXT) FROM plan WHERE plan.org_id = change.org_id AND change.table_name = 'plan_line' AND change.new_values IS NULL AND plan.id = CAST(CAST(change.old_values AS jsonb) ->> 'plan_id' AS BIGINT);
