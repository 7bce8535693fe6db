-- The foundation: people and access, the log of deeds, the book, plans and handoffs, promises and the door.
-- Types are BIGINT, INTEGER, SMALLINT, DOUBLE PRECISION and TEXT on both engines (docs/storage.md). Times: `_at` is
-- an instant in ms UTC, `_on` a day. Every table but the local ones has org_id first in each key, and `version`
-- counts the changes of a row.

-- Local tables: not distributed, since they are asked before an organization is known or are claimed over all of them.

CREATE TABLE node (
  id SMALLINT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  leased_until_at BIGINT NOT NULL
);

CREATE TABLE identity (
  id BIGINT NOT NULL PRIMARY KEY,
  email TEXT NOT NULL,
  email_fold TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- Which persons of which organizations an identity may act as.
CREATE TABLE membership (
  identity_id BIGINT NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  PRIMARY KEY (identity_id, org_id),
  UNIQUE (org_id, person_id)
);

CREATE TABLE session (
  id BIGINT NOT NULL PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  previous_token_hash TEXT,
  rotated_at BIGINT NOT NULL,
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  device TEXT NOT NULL
);
CREATE INDEX session_person ON session (org_id, person_id);
CREATE INDEX session_previous ON session (previous_token_hash);

CREATE TABLE sign_in_failure (
  subject TEXT NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at BIGINT NOT NULL
);

CREATE TABLE invitation (
  id BIGINT NOT NULL PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX invitation_person ON invitation (org_id, person_id);

CREATE TABLE api_token (
  id BIGINT NOT NULL PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX api_token_person ON api_token (org_id, person_id);

CREATE TABLE job (
  id BIGINT NOT NULL PRIMARY KEY,
  org_id BIGINT NOT NULL,
  person_id BIGINT,
  kind TEXT NOT NULL,
  ref BIGINT NOT NULL,
  queue TEXT NOT NULL,
  state TEXT NOT NULL,
  run_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  locked_by TEXT,
  locked_until BIGINT,
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  message_key TEXT NOT NULL,
  message_arguments TEXT NOT NULL,
  cancel_requested SMALLINT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT
);
CREATE INDEX job_claim ON job (queue, state, run_at, id);
CREATE INDEX job_org ON job (org_id, id);

-- Distributed tables.

CREATE TABLE organization (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  parent_org_id BIGINT,
  name TEXT NOT NULL,
  currency TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  language TEXT NOT NULL,
  is_demo SMALLINT NOT NULL,
  clock_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id)
);

CREATE TABLE idempotency (
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  key TEXT NOT NULL,
  route TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, person_id, key)
);
CREATE INDEX idempotency_age ON idempotency (org_id, created_at);

CREATE TABLE person (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  email TEXT,
  email_fold TEXT,
  role TEXT NOT NULL,
  title TEXT NOT NULL,
  manager_id BIGINT,
  language TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  territory TEXT NOT NULL,
  languages TEXT NOT NULL,
  capacity_minutes INTEGER,
  starts_on INTEGER,
  ends_on INTEGER,
  is_placeholder SMALLINT NOT NULL,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id)
);
CREATE UNIQUE INDEX person_email ON person (org_id, email_fold) WHERE deleted_at IS NULL AND email_fold IS NOT NULL;
CREATE INDEX person_manager ON person (org_id, manager_id);
CREATE INDEX person_name ON person (org_id, name_fold, id);

-- One deed of a person or a job, and the rows that it changed: what audit, undo and live updates read.
CREATE TABLE action (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  actor_id BIGINT,
  kind TEXT NOT NULL,
  cause TEXT NOT NULL,
  row_id BIGINT,
  at BIGINT NOT NULL,
  undo_of BIGINT,
  undone_by BIGINT,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX action_actor ON action (org_id, actor_id, id);

CREATE TABLE change (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  action_id BIGINT NOT NULL,
  table_name TEXT NOT NULL,
  row_id BIGINT NOT NULL,
  version_before BIGINT,
  version_after BIGINT,
  old_values TEXT,
  new_values TEXT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, action_id) REFERENCES action (org_id, id) ON DELETE CASCADE
);
CREATE INDEX change_action ON change (org_id, action_id, id);
CREATE INDEX change_row ON change (org_id, table_name, row_id, id);

CREATE TABLE notice (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  action_id BIGINT NOT NULL,
  message_key TEXT NOT NULL,
  message_arguments TEXT NOT NULL,
  link TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  read_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE INDEX notice_person ON notice (org_id, person_id, id);
CREATE INDEX notice_unread ON notice (org_id, person_id, id) WHERE read_at IS NULL;

CREATE TABLE setting (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, name)
);

-- What the sources call our rows: the key that makes an import of the same file change nothing.
CREATE TABLE external_reference (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  source TEXT NOT NULL,
  table_name TEXT NOT NULL,
  external_id TEXT NOT NULL,
  row_id BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, source, table_name, external_id)
);
CREATE INDEX external_reference_row ON external_reference (org_id, table_name, row_id);

-- The book.

CREATE TABLE account (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  industry TEXT NOT NULL,
  segment TEXT NOT NULL,
  territory TEXT NOT NULL,
  city TEXT NOT NULL,
  country TEXT NOT NULL,
  language TEXT NOT NULL,
  phone TEXT NOT NULL,
  website TEXT NOT NULL,
  revenue_minor BIGINT,
  currency TEXT NOT NULL,
  load_minutes INTEGER,
  renewal_on INTEGER,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX account_name ON account (org_id, name_fold, id);

-- Who owned an account from when to when; the row without an end is the owner of now.
CREATE TABLE ownership (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  from_at BIGINT NOT NULL,
  to_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE UNIQUE INDEX ownership_now ON ownership (org_id, account_id) WHERE to_at IS NULL;
CREATE INDEX ownership_person ON ownership (org_id, person_id, account_id) WHERE to_at IS NULL;
CREATE INDEX ownership_account ON ownership (org_id, account_id, from_at);

CREATE TABLE contact (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  account_id BIGINT,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  title TEXT NOT NULL,
  email TEXT,
  email_fold TEXT,
  phone TEXT NOT NULL,
  language TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id)
);
CREATE INDEX contact_account ON contact (org_id, account_id, id);
CREATE INDEX contact_email ON contact (org_id, email_fold);
CREATE INDEX contact_name ON contact (org_id, name_fold, id);

CREATE TABLE product (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  series TEXT NOT NULL,
  price_minor BIGINT,
  currency TEXT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX product_name ON product (org_id, name_fold) WHERE deleted_at IS NULL;

-- A stage is a step of the organization's pipeline; an import proposes its category, a person confirms it.
CREATE TABLE stage (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  position INTEGER NOT NULL,
  category TEXT NOT NULL,
  is_confirmed SMALLINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX stage_name ON stage (org_id, name_fold) WHERE deleted_at IS NULL;

CREATE TABLE opportunity (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  account_id BIGINT,
  owner_id BIGINT,
  product_id BIGINT,
  stage_id BIGINT,
  name TEXT NOT NULL,
  status TEXT NOT NULL,
  amount_minor BIGINT,
  currency TEXT NOT NULL,
  opened_on INTEGER,
  closes_on INTEGER,
  next_step TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, owner_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, product_id) REFERENCES product (org_id, id),
  FOREIGN KEY (org_id, stage_id) REFERENCES stage (org_id, id)
);
CREATE INDEX opportunity_account ON opportunity (org_id, account_id, closes_on);
CREATE INDEX opportunity_owner ON opportunity (org_id, owner_id, status);

-- Nothing has a foreign key to activity but tables that carry starts_at too, so that it can be partitioned by it.
CREATE TABLE activity (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  kind TEXT NOT NULL,
  account_id BIGINT,
  opportunity_id BIGINT,
  owner_id BIGINT,
  subject TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  minutes INTEGER NOT NULL,
  is_done SMALLINT NOT NULL,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, opportunity_id) REFERENCES opportunity (org_id, id),
  FOREIGN KEY (org_id, owner_id) REFERENCES person (org_id, id)
);
CREATE INDEX activity_account ON activity (org_id, account_id, starts_at);
CREATE INDEX activity_owner ON activity (org_id, owner_id, starts_at);

-- Who took part: people of ours and contacts of theirs.
CREATE TABLE attendance (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  activity_id BIGINT NOT NULL,
  starts_at BIGINT NOT NULL,
  person_id BIGINT,
  contact_id BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, contact_id) REFERENCES contact (org_id, id)
);
CREATE INDEX attendance_activity ON attendance (org_id, activity_id);
CREATE INDEX attendance_person ON attendance (org_id, person_id, starts_at);
CREATE INDEX attendance_contact ON attendance (org_id, contact_id, starts_at);

-- Plans and handoffs.

CREATE TABLE plan (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  rules TEXT NOT NULL,
  starts_on INTEGER NOT NULL,
  objective BIGINT NOT NULL,
  bound BIGINT NOT NULL,
  status TEXT NOT NULL,
  weeks_objective BIGINT NOT NULL,
  weeks_bound BIGINT NOT NULL,
  certificate TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  approved_at BIGINT,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id)
);
CREATE INDEX plan_manager ON plan (org_id, manager_id, id);

CREATE TABLE plan_line (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  plan_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  successor_id BIGINT,
  week_on INTEGER,
  is_locked SMALLINT NOT NULL,
  fit_permille INTEGER NOT NULL,
  stability_permille INTEGER NOT NULL,
  next_best_id BIGINT,
  next_best_cost BIGINT,
  explanation TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, plan_id, account_id),
  FOREIGN KEY (org_id, plan_id) REFERENCES plan (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, successor_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, next_best_id) REFERENCES person (org_id, id)
);

-- Pairs that may not be, whatever a plan says.
CREATE TABLE forbidden_pair (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  reason TEXT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE UNIQUE INDEX forbidden_pair_once ON forbidden_pair (org_id, account_id, person_id) WHERE deleted_at IS NULL;

CREATE TABLE handoff (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  from_id BIGINT NOT NULL,
  to_id BIGINT NOT NULL,
  plan_id BIGINT,
  stage TEXT NOT NULL,
  introduction_on INTEGER,
  reason TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  accepted_at BIGINT,
  introduced_at BIGINT,
  expectations_at BIGINT,
  owned_at BIGINT,
  confirmed_at BIGINT,
  ended_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, from_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, to_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, plan_id) REFERENCES plan (org_id, id)
);
CREATE UNIQUE INDEX handoff_now ON handoff (org_id, account_id) WHERE ended_at IS NULL;
CREATE INDEX handoff_from ON handoff (org_id, from_id, id);
CREATE INDEX handoff_to ON handoff (org_id, to_id, id);

-- Promises, and what took their place.

CREATE TABLE interruption (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  account_id BIGINT,
  contact_id BIGINT,
  handoff_id BIGINT,
  kind TEXT NOT NULL,
  outcome TEXT NOT NULL,
  at BIGINT NOT NULL,
  minutes INTEGER NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, contact_id) REFERENCES contact (org_id, id),
  FOREIGN KEY (org_id, handoff_id) REFERENCES handoff (org_id, id)
);
CREATE INDEX interruption_person ON interruption (org_id, person_id, at);
CREATE INDEX interruption_account ON interruption (org_id, account_id, at);

CREATE TABLE promise (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  account_id BIGINT,
  minutes INTEGER NOT NULL,
  promised_at BIGINT NOT NULL,
  first_due_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  kept_at BIGINT,
  moves INTEGER NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id)
);
CREATE INDEX promise_manager ON promise (org_id, manager_id, due_at);
CREATE INDEX promise_rep ON promise (org_id, rep_id, due_at);

CREATE TABLE displacement (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  promise_id BIGINT NOT NULL,
  interruption_id BIGINT,
  cause TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  to_at BIGINT NOT NULL,
  moved_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, promise_id) REFERENCES promise (org_id, id),
  FOREIGN KEY (org_id, interruption_id) REFERENCES interruption (org_id, id)
);
CREATE INDEX displacement_promise ON displacement (org_id, promise_id, id);
