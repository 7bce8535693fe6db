-- The log of deeds is searched by when, who, what kind and which record (src/audit/log.h), the latest first by the organization's own
-- clock: ids follow the wall's clock, which in a demo is another.
CREATE INDEX action_at ON action (org_id, at, id);
CREATE INDEX action_actor_at ON action (org_id, actor_id, at, id);
CREATE INDEX action_kind_at ON action (org_id, kind, at, id);
CREATE INDEX action_row_at ON action (org_id, row_id, at, id);
