-- Who of ours is how close to which contact (src/ties): learnt from the activities, and made anew from them at any time. Each half
-- fades by itself from its own time on, so a row changes only when the two are in touch again.
CREATE TABLE tie (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  mail_raw DOUBLE PRECISION NOT NULL,
  mail_from_us DOUBLE PRECISION NOT NULL,
  mail_from_them DOUBLE PRECISION NOT NULL,
  mail_at BIGINT NOT NULL,
  spoken_raw DOUBLE PRECISION NOT NULL,
  spoken_from_us DOUBLE PRECISION NOT NULL,
  spoken_from_them DOUBLE PRECISION NOT NULL,
  spoken_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  touches INTEGER NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, person_id, contact_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id) ON DELETE CASCADE,
  FOREIGN KEY (org_id, contact_id) REFERENCES contact (org_id, id) ON DELETE CASCADE
);
CREATE INDEX tie_contact ON tie (org_id, contact_id);

-- When an organization's ties were last learnt, up to which change of the log, what is typical of them, and how long it took.
CREATE TABLE tie_learning (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL, -- = org_id
  learnt_at BIGINT, -- none: not yet
  change_id BIGINT NOT NULL,
  typical_raw DOUBLE PRECISION, -- none: nobody was in touch with anybody
  took_ms BIGINT NOT NULL,
  PRIMARY KEY (org_id, id)
);
