-- Search by words: prefixes come from search_word, words with a typo from search_near (docs/decisions/0007).

-- Each word of what a row is found by. `account_id` is whose visibility the row has; none: everybody's.
CREATE TABLE search_word (
  org_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  row_id BIGINT NOT NULL,
  word TEXT NOT NULL,
  account_id BIGINT,
  PRIMARY KEY (org_id, kind, row_id, word)
);
CREATE INDEX search_word_prefix ON search_word (org_id, word, kind, row_id, account_id);

-- Each distinct word, itself and with one letter left out.
CREATE TABLE search_near (
  org_id BIGINT NOT NULL,
  variant TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (org_id, variant, word)
);
