-- What two say to each other after "take it" at the door (src/door/receipt.h): why, and what the rep whose promise gave way
-- says to it. Not where the client is that rep's: then the takeover holds both.
CREATE TABLE receipt (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  interruption_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  rep_id BIGINT NOT NULL,
  reason TEXT,
  reply TEXT,
  replied_at BIGINT,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, interruption_id),
  FOREIGN KEY (org_id, interruption_id) REFERENCES interruption (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id),
  FOREIGN KEY (org_id, rep_id) REFERENCES person (org_id, id)
);

-- Mail at once, to whoever is not looking; quiet from one minute of the day to another (equal: never), in the person's zone.
ALTER TABLE digest_choice ADD COLUMN quiet_from INTEGER NOT NULL DEFAULT 1080;
ALTER TABLE digest_choice ADD COLUMN quiet_to INTEGER NOT NULL DEFAULT 480;
ALTER TABLE digest_choice ADD COLUMN quiet_weekends SMALLINT NOT NULL DEFAULT 1;

-- Where a person is told in a chat: an incoming webhook of Slack or Teams. Its address lets anybody write there, so it is sealed
-- (src/seal/seal.h), and the row is not in the log of changes.
CREATE TABLE chat_hook (
  org_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  host TEXT NOT NULL,
  url_sealed TEXT NOT NULL,
  is_on SMALLINT NOT NULL,
  wants_test SMALLINT NOT NULL,
  told_notice_id BIGINT NOT NULL, -- 0: none
  attempts INTEGER NOT NULL,
  next_at BIGINT, -- of a further attempt
  status INTEGER NOT NULL, -- of the last answer; 0: none
  fault TEXT,
  told_at BIGINT, -- the last message that arrived
  PRIMARY KEY (org_id, person_id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id)
);
