-- Sessions of a manager with reps, what was said in them, and the skills that are worked on (docs/coaching.md).

-- What the organization's people can get better at. One with a code is provided: what is empty in it are the provided
-- words, in the reader's language.
CREATE TABLE skill (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  level_one TEXT NOT NULL,
  level_two TEXT NOT NULL,
  level_three TEXT NOT NULL,
  level_four TEXT NOT NULL,
  position INTEGER NOT NULL,
  retired_at BIGINT,
  PRIMARY KEY (org_id, id)
);
INSERT INTO skill (org_id, id, version, code, name, description, level_one, level_two, level_three, level_four, position)
SELECT organization.org_id, provided.id, 1, provided.code, '', '', '', '', '', '', provided.id
FROM organization CROSS JOIN (
  SELECT 1 AS id, 'prospecting' AS code
  UNION ALL SELECT 2, 'preparation'
  UNION ALL SELECT 3, 'opening'
  UNION ALL SELECT 4, 'questions'
  UNION ALL SELECT 5, 'listening'
  UNION ALL SELECT 6, 'value'
  UNION ALL SELECT 7, 'presenting'
  UNION ALL SELECT 8, 'objections'
  UNION ALL SELECT 9, 'negotiation'
  UNION ALL SELECT 10, 'closing'
  UNION ALL SELECT 11, 'writing'
  UNION ALL SELECT 12, 'account_care'
) AS provided;

-- One rating by one of the two: the rep's own, or the manager's of the rep.
CREATE TABLE skill_level (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  author_id BIGINT NOT NULL,
  skill_id BIGINT NOT NULL,
  level INTEGER NOT NULL,
  rated_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, author_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, skill_id) REFERENCES skill (org_id, id)
);
CREATE INDEX skill_level_rep ON skill_level (org_id, rep_id, manager_id, rated_at);
CREATE INDEX skill_level_manager ON skill_level (org_id, manager_id, rep_id);

-- A rep lets those above read the levels that the two of them wrote down; there, or not.
CREATE TABLE skill_share (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  shared_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, rep_id, manager_id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id)
);

CREATE TABLE coaching_session (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  purpose TEXT NOT NULL,
  state TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  minutes INTEGER NOT NULL,
  held_minutes INTEGER,
  recorded_at BIGINT,
  account_id BIGINT,
  opportunity_id BIGINT,
  tagged_at BIGINT NOT NULL,
  tagged_status TEXT,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id),
  FOREIGN KEY (org_id, opportunity_id) REFERENCES opportunity (org_id, id)
);
CREATE INDEX coaching_session_manager ON coaching_session (org_id, manager_id, starts_at, id);

CREATE TABLE coaching_session_rep (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, session_id, rep_id),
  FOREIGN KEY (org_id, session_id) REFERENCES coaching_session (org_id, id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, id)
);
CREATE INDEX coaching_session_rep_rep ON coaching_session_rep (org_id, rep_id, session_id);

CREATE TABLE coaching_session_skill (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  skill_id BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, session_id, skill_id),
  FOREIGN KEY (org_id, session_id) REFERENCES coaching_session (org_id, id),
  FOREIGN KEY (org_id, skill_id) REFERENCES skill (org_id, id)
);

-- "Did this happen?", asked of each rep. An answer stands by itself, whatever becomes of the session, and is read by
-- nobody else but in totals of at least three reps.
CREATE TABLE coaching_answer (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  answer TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  answered_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, session_id) REFERENCES coaching_session (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, id)
);
CREATE INDEX coaching_answer_session ON coaching_answer (org_id, session_id, rep_id);
CREATE INDEX coaching_answer_manager ON coaching_answer (org_id, manager_id, answered_at);

-- The words of the agenda, of notes and of next steps, sealed with the key that lies outside the database. A row here is
-- never changed: what is written anew is a new row, and an undo points to the old one again. Not in the log of changes.
CREATE TABLE coaching_text (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id)
);

-- What stands on the agenda: typed by somebody, or found and then ticked, carried over or held.
CREATE TABLE coaching_item (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  rep_id BIGINT,
  author_id BIGINT,
  source TEXT NOT NULL,
  ref_id BIGINT,
  text_id BIGINT NOT NULL,
  is_done SMALLINT NOT NULL,
  is_carried SMALLINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, session_id) REFERENCES coaching_session (org_id, id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, author_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, text_id) REFERENCES coaching_text (org_id, id)
);
CREATE INDEX coaching_item_session ON coaching_item (org_id, session_id, id);

CREATE TABLE coaching_note (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  rep_id BIGINT,
  author_id BIGINT NOT NULL,
  visibility TEXT NOT NULL,
  shared_by BIGINT,
  text_id BIGINT NOT NULL,
  written_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, session_id) REFERENCES coaching_session (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, author_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, shared_by) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, text_id) REFERENCES coaching_text (org_id, id)
);
CREATE INDEX coaching_note_session ON coaching_note (org_id, session_id, id);
CREATE INDEX coaching_note_shared ON coaching_note (org_id, shared_by, id);

CREATE TABLE coaching_step (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  is_managers SMALLINT NOT NULL,
  text_id BIGINT NOT NULL,
  due_on INTEGER NOT NULL,
  done_at BIGINT,
  promise_id BIGINT,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, session_id) REFERENCES coaching_session (org_id, id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, text_id) REFERENCES coaching_text (org_id, id),
  FOREIGN KEY (org_id, promise_id) REFERENCES promise (org_id, id)
);
CREATE INDEX coaching_step_session ON coaching_step (org_id, session_id, id);
