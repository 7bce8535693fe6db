-- A change of an own calendar, of its address for other programs, names what it was made on (If-Match). An address that was ended
-- keeps its row, so that its version goes on; its hash is then of a secret that nobody was told (src/feed/feed.h).
ALTER TABLE person_calendar ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE calendar_feed ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE calendar_feed ADD COLUMN is_on SMALLINT NOT NULL DEFAULT 1;
