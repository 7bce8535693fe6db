-- What a link to a new password opens, as a hash of its addresses and its password: it ends when one of them changes.
ALTER TABLE invitation ADD COLUMN account_hash TEXT NOT NULL DEFAULT '';

-- Addresses that were typed in by who forgot a password, until a job has looked whose they are: seconds.
CREATE TABLE reset_request (
  id BIGINT NOT NULL PRIMARY KEY,
  email TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
