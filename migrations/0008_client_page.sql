-- The page that a client's contact opens without an account (docs/client-page.md). A token leads to its link before any
-- organization is known, so this table is local; only the hash of a token is kept.
CREATE TABLE client_token (
  token_hash TEXT NOT NULL PRIMARY KEY,
  org_id BIGINT NOT NULL,
  link_id BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX client_token_end ON client_token (expires_at);

CREATE TABLE client_link (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  handoff_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  created_by BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT,
  deleted_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, handoff_id) REFERENCES handoff (org_id, id),
  FOREIGN KEY (org_id, contact_id) REFERENCES contact (org_id, id),
  FOREIGN KEY (org_id, created_by) REFERENCES person (org_id, id)
);
CREATE INDEX client_link_handoff ON client_link (org_id, handoff_id, id);

CREATE TABLE client_answer (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  link_id BIGINT NOT NULL,
  handoff_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  wanted_person_id BIGINT,
  at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, link_id) REFERENCES client_link (org_id, id),
  FOREIGN KEY (org_id, handoff_id) REFERENCES handoff (org_id, id),
  FOREIGN KEY (org_id, contact_id) REFERENCES contact (org_id, id),
  FOREIGN KEY (org_id, wanted_person_id) REFERENCES person (org_id, id)
);
CREATE INDEX client_answer_handoff ON client_answer (org_id, handoff_id, id);
CREATE INDEX client_answer_link ON client_answer (org_id, link_id, id);

-- What the contact wrote. Beside the row, since the log of changes does not hold letters.
CREATE TABLE client_answer_text (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  answer_id BIGINT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, answer_id),
  FOREIGN KEY (org_id, answer_id) REFERENCES client_answer (org_id, id) ON DELETE CASCADE
);

-- What clients are given of a person of ours, besides name, title and address: a number and a picture.
CREATE TABLE calling_card (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  phone TEXT NOT NULL,
  picture TEXT NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
