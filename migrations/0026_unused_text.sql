-- Sealed words that nothing points to any more: since when. They are kept for as long as an undo may bring them back, and go then.
ALTER TABLE coaching_text ADD COLUMN unused_at BIGINT;
ALTER TABLE review_text ADD COLUMN unused_at BIGINT;
CREATE INDEX coaching_text_unused ON coaching_text (org_id, unused_at) WHERE unused_at IS NOT NULL;
CREATE INDEX review_text_unused ON review_text (org_id, unused_at) WHERE unused_at IS NOT NULL;
CREATE INDEX coaching_item_text ON coaching_item (org_id, text_id);
CREATE INDEX coaching_note_text ON coaching_note (org_id, text_id);
CREATE INDEX coaching_step_text ON coaching_step (org_id, text_id);
CREATE INDEX review_version_text ON review_version (org_id, text_id);
CREATE INDEX review_comment_text ON review_comment (org_id, text_id);
CREATE INDEX worked_letter_text ON worked_letter (org_id, text_id);
CREATE INDEX review_verdict_text ON review (org_id, verdict_text_id);
CREATE INDEX review_thanks_text ON review (org_id, thanks_text_id);

-- Wins and takeovers are looked for by one job now, each with how far it came and when.
ALTER TABLE win_look ADD COLUMN looked_at BIGINT NOT NULL DEFAULT 0;
DELETE FROM job WHERE kind IN ('wins', 'win_look', 'takeovers', 'takeover_look');
