-- Whose accounts were somebody's once, which a plan asks of each rep; who owns now is in ownership_person.
CREATE INDEX ownership_past ON ownership (org_id, person_id, account_id) WHERE to_at IS NOT NULL;
