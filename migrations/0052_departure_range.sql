-- Beside what would be lost with a person how far that goes by what is not known and by what is assumed. The list is made anew from
-- the rest within minutes; until then it says that it is being worked out.
DELETE FROM departure_line;
DELETE FROM departure_outlook;
ALTER TABLE departure_line ADD COLUMN expected_low_minor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE departure_line ADD COLUMN expected_high_minor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE departure_line ADD COLUMN assumed TEXT NOT NULL DEFAULT 'level'; -- which assumption moves worst_minor most
ALTER TABLE departure_line ADD COLUMN assumed_low_minor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE departure_line ADD COLUMN assumed_high_minor BIGINT NOT NULL DEFAULT 0;
