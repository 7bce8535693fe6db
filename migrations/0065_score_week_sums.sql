-- The sums of a large team's weeks (src/scoreboard/scores.h) are read by the week, for thousands of people at once. A row's own place in
-- the table follows from when it was summed, so each cost a look of its own: here they stand side by side with all that is summed.
CREATE INDEX score_week_sums ON score_week (org_id, week, person_id, won, lost, known, minor, squares, no_limit, unmet, entered, entered_late);
