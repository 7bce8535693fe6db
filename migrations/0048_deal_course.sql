-- How each deal was written down first and when it left the early stages (src/scoreboard/courses.h): what the log of changes tells of
-- it, kept beside it because the log is long. Made anew from the log at any time, hence no part of the log of deeds.
CREATE TABLE deal_course (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL, -- of the deal
  definition INTEGER NOT NULL, -- the version of the rules that it was read by
  is_known SMALLINT NOT NULL, -- the log has its beginning
  was_open SMALLINT NOT NULL,
  entry_category TEXT,
  entry_minor BIGINT,
  left_early_at BIGINT,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, id) REFERENCES opportunity (org_id, id) ON DELETE CASCADE
);
CREATE INDEX deal_course_definition ON deal_course (org_id, definition);

-- How far the log of changes was read for it.
CREATE TABLE deal_course_look (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL, -- = org_id
  looked_at BIGINT NOT NULL,
  change_id BIGINT NOT NULL,
  PRIMARY KEY (org_id, id)
);
