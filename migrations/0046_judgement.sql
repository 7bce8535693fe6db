-- By which numbers of judgement ties were learnt (src/ties/judgement.h): where an organization sets another, they are learnt anew. Before
-- this column there was nothing to set, and the first look learns everybody once more.
ALTER TABLE tie_learning ADD COLUMN judged TEXT NOT NULL DEFAULT '';
