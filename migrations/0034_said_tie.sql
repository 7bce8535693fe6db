-- What people say of a tie, beside what was learnt (src/ties/said.h): at most one word a pair. Said without being shown what was
-- learnt, it is also compared with it (src/acquaintance): that answer stays when somebody says another word later.
CREATE TABLE said_tie (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL, -- whose tie
  contact_id BIGINT NOT NULL,
  said TEXT NOT NULL, -- well, met, stranger
  said_by BIGINT NOT NULL,
  said_at BIGINT NOT NULL,
  asked_said TEXT, -- none: never asked
  asked_at BIGINT,
  asked_strength DOUBLE PRECISION, -- what was learnt at that time
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, person_id, contact_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, said_by) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, contact_id) REFERENCES contact (org_id, id) ON DELETE CASCADE
);
CREATE INDEX said_tie_contact ON said_tie (org_id, contact_id);
CREATE INDEX said_tie_said_by ON said_tie (org_id, said_by);

-- What a contact is in a purchase: decides, supports, uses; none: not known.
ALTER TABLE contact ADD COLUMN part TEXT;
