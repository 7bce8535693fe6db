-- Hands off: clients whom the former owner served again, how much a rep decides without asking, and what a manager keeps
-- (docs/takeovers.md, docs/delegation.md).

-- One question for an account and a week, however many mails and meetings it was; what it is about stands in
-- takeover_source. Only who took over and the successor read its reason, note and reply.
CREATE TABLE takeover (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  handoff_id BIGINT,
  person_id BIGINT NOT NULL,
  successor_id BIGINT NOT NULL,
  week_on INTEGER NOT NULL,
  standing TEXT NOT NULL,
  happened_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  answer TEXT,
  reason TEXT,
  note TEXT NOT NULL,
  answered_at BIGINT,
  reply TEXT,
  replied_at BIGINT,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, person_id, account_id, week_on, standing),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, handoff_id) REFERENCES handoff (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, successor_id) REFERENCES person (org_id, id)
);
CREATE INDEX takeover_successor ON takeover (org_id, successor_id, happened_at);
CREATE INDEX takeover_person ON takeover (org_id, person_id, happened_at);
CREATE INDEX takeover_handoff ON takeover (org_id, handoff_id);

-- An activity, a won deal or an interruption at the door. Each is asked about once.
CREATE TABLE takeover_source (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  takeover_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  source_id BIGINT NOT NULL,
  happened_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, kind, source_id),
  FOREIGN KEY (org_id, takeover_id) REFERENCES takeover (org_id, id)
);
CREATE INDEX takeover_source_of ON takeover_source (org_id, takeover_id, happened_at);

-- How far the log of changes was read, and the clock.
CREATE TABLE takeover_look (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  looked_at BIGINT NOT NULL,
  change_id BIGINT NOT NULL,
  PRIMARY KEY (org_id, id)
);

CREATE INDEX handoff_account ON handoff (org_id, account_id, id);

-- What a manager keeps, proposed by the manager or the director and agreed by the other.
CREATE TABLE agreed_share (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  director_id BIGINT NOT NULL,
  until_on INTEGER NOT NULL,
  share_percent INTEGER,
  note TEXT NOT NULL,
  proposed_by BIGINT NOT NULL,
  proposed_at BIGINT NOT NULL,
  agreed_at BIGINT,
  ended_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, director_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, proposed_by) REFERENCES person (org_id, id)
);
CREATE INDEX agreed_share_manager ON agreed_share (org_id, manager_id, id);
CREATE INDEX agreed_share_director ON agreed_share (org_id, director_id, id);

CREATE TABLE agreed_share_account (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  share_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, share_id, account_id),
  FOREIGN KEY (org_id, share_id) REFERENCES agreed_share (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id)
);
CREATE INDEX agreed_share_account_kept ON agreed_share_account (org_id, account_id);

-- How much a rep decides without asking, for each kind of deal: one of seven levels, and the one that waits for a yes.
CREATE TABLE delegation (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  deal_kind TEXT NOT NULL,
  level INTEGER,
  agreed_at BIGINT,
  proposed_level INTEGER,
  proposed_by BIGINT,
  proposed_at BIGINT,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, manager_id, rep_id, deal_kind),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, proposed_by) REFERENCES person (org_id, id)
);
CREATE INDEX delegation_rep ON delegation (org_id, rep_id);
