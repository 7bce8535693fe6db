-- Reviews of letters (docs/reviews.md): a rep's letter in its versions, what the reviewing manager says about it, and the
-- letters that worked. What people wrote lies sealed in review_text; the other tables point to it, so the log holds no words.
CREATE TABLE review (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  promise_id BIGINT,
  account_id BIGINT,
  title TEXT NOT NULL,
  language TEXT NOT NULL,
  state TEXT NOT NULL,
  versions INTEGER NOT NULL, -- the number of the latest
  verdict TEXT,
  verdict_at BIGINT,
  verdict_text_id BIGINT,
  thanked_at BIGINT,
  thanks_text_id BIGINT,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, promise_id) REFERENCES promise (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES account (org_id, id)
);
CREATE INDEX review_rep ON review (org_id, rep_id, id);
CREATE INDEX review_manager ON review (org_id, manager_id, id);
CREATE INDEX review_promise ON review (org_id, promise_id);

-- Never changed: who writes something anew adds a row.
CREATE TABLE review_text (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, review_id) REFERENCES review (org_id, id)
);
CREATE INDEX review_text_of ON review_text (org_id, review_id);

CREATE TABLE review_version (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  number INTEGER NOT NULL,
  person_id BIGINT NOT NULL,
  source TEXT NOT NULL,
  text_id BIGINT NOT NULL,
  words INTEGER NOT NULL,
  made_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, review_id) REFERENCES review (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE UNIQUE INDEX review_version_once ON review_version (org_id, review_id, number) WHERE deleted_at IS NULL;

-- From the letter handed in to the manager's first answer.
CREATE TABLE review_round (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  answered_at BIGINT,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, review_id) REFERENCES review (org_id, id)
);
CREATE INDEX review_round_of ON review_round (org_id, review_id, id);
CREATE INDEX review_round_rep ON review_round (org_id, rep_id, asked_at);
CREATE INDEX review_round_manager ON review_round (org_id, manager_id, asked_at);

-- A comment on a passage, or a suggestion of other words for it. Its place is that in the latest version.
CREATE TABLE review_comment (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  on_version INTEGER NOT NULL, -- the version it was written on
  position INTEGER NOT NULL, -- characters before the passage
  length INTEGER NOT NULL,
  is_gone SMALLINT NOT NULL,
  text_id BIGINT NOT NULL, -- with the words of the passage
  made_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, review_id) REFERENCES review (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
CREATE INDEX review_comment_of ON review_comment (org_id, review_id, id);

-- A remark that the rep has seen and wants no more: known by its kind and a keyed hash of the passage.
CREATE TABLE review_dismissal (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  remark TEXT NOT NULL,
  dismissed_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, review_id, remark),
  FOREIGN KEY (org_id, review_id) REFERENCES review (org_id, id)
);

-- A letter that worked, for the team of a manager to begin from.
CREATE TABLE worked_letter (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  review_id BIGINT NOT NULL,
  manager_id BIGINT NOT NULL, -- whose team
  author_id BIGINT NOT NULL,
  saved_by BIGINT NOT NULL,
  title TEXT NOT NULL,
  language TEXT NOT NULL,
  used_for TEXT NOT NULL,
  outcome TEXT NOT NULL,
  text_id BIGINT NOT NULL,
  saved_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, review_id) REFERENCES review (org_id, id),
  FOREIGN KEY (org_id, manager_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, author_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, saved_by) REFERENCES person (org_id, id)
);
CREATE INDEX worked_letter_team ON worked_letter (org_id, manager_id, id);
CREATE INDEX worked_letter_author ON worked_letter (org_id, author_id, id);
