-- Other programs that are told of changes (docs/webhooks.md).
CREATE TABLE webhook (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  is_on SMALLINT NOT NULL,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT,
  told_after BIGINT, -- changes after this id are told; none while it is off
  job_id BIGINT, -- the job that delivers, no other does
  PRIMARY KEY (org_id, id)
);
CREATE INDEX webhook_on ON webhook (org_id, id) WHERE told_after IS NOT NULL;

-- Sealed (src/seal/seal.h), and not in the log of changes. One that was replaced signs too until it expires.
CREATE TABLE webhook_secret (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  webhook_id BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, webhook_id) REFERENCES webhook (org_id, id) ON DELETE CASCADE
);
CREATE INDEX webhook_secret_of ON webhook_secret (org_id, webhook_id, id);

-- One event on its way to one webhook. The event's id is that of the change it tells of, so that none is told twice.
CREATE TABLE webhook_delivery (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  webhook_id BIGINT NOT NULL,
  event_id BIGINT NOT NULL,
  event_type TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  status INTEGER NOT NULL,
  fault TEXT,
  answer TEXT NOT NULL,
  queued_at BIGINT NOT NULL,
  next_at BIGINT,
  ended_at BIGINT,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, webhook_id, event_id),
  FOREIGN KEY (org_id, webhook_id) REFERENCES webhook (org_id, id) ON DELETE CASCADE
);
CREATE INDEX webhook_delivery_of ON webhook_delivery (org_id, webhook_id, id);
CREATE INDEX webhook_delivery_due ON webhook_delivery (org_id, webhook_id, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_delivery_ended ON webhook_delivery (org_id, ended_at) WHERE ended_at IS NOT NULL;

-- How far the log of changes was read.
CREATE TABLE webhook_cursor (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  change_id BIGINT NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX change_told ON change (org_id, id) WHERE table_name IN ('handoff', 'ownership');
