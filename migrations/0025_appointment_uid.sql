-- By which name calendars know an appointment: kept with what was told, since the mails' words go. One way for promises, sessions and
-- meetings (src/invite/tell.h); a meeting had a column of its own.
ALTER TABLE appointment_told ADD COLUMN uid TEXT NOT NULL DEFAULT '';
UPDATE appointment_told SET uid = COALESCE((SELECT meeting.uid FROM meeting WHERE meeting.org_id = appointment_told.org_id AND meeting.id = appointment_told.appointment_id), '');

-- Of the others it stands in the mails, as far as their words are there: JSON, with the calendar's folded lines.
-- sqlite only: UPDATE appointment_told SET uid = COALESCE((SELECT substr(replace(content, '\r\n ', ''), instr(replace(content, '\r\n ', ''), '\r\nUID:') + 8) FROM mail_content WHERE mail_content.org_id = appointment_told.org_id AND mail_content.mail_id = appointment_told.mail_id AND instr(content, '\r\nUID:') > 0), '') WHERE uid = '';
-- sqlite only: UPDATE appointment_told SET uid = substr(uid, 1, instr(uid, '\r\n') - 1) WHERE instr(uid, '\r\n') > 0;
-- postgresql only: UPDATE appointment_told SET uid = COALESCE((SELECT split_part(split_part(replace(content, '\r\n ', ''), '\r\nUID:', 2), '\r\n', 1) FROM mail_content WHERE mail_content.org_id = appointment_told.org_id AND mail_content.mail_id = appointment_told.mail_id), '') WHERE uid = '';
UPDATE appointment_told SET uid = COALESCE((SELECT other.uid FROM appointment_told AS other WHERE other.org_id = appointment_told.org_id AND other.appointment_id = appointment_told.appointment_id AND other.uid <> '' ORDER BY other.id LIMIT 1), '') WHERE uid = '';

DROP INDEX meeting_uid;
ALTER TABLE meeting DROP COLUMN uid;
-- The log brings rows back column by column.
-- sqlite only: UPDATE change SET old_values = json_remove(old_values, '$.uid'), new_values = json_remove(new_values, '$.uid') WHERE table_name = 'meeting';
-- postgresql only: UPDATE change SET old_values = CAST(CAST(old_values AS jsonb) - 'uid' AS TEXT), new_values = CAST(CAST(new_values AS jsonb) - 'uid' AS TEXT) WHERE table_name = 'meeting';

-- Whoever is taken out of a planned session: marked, so that it can be undone and what was written between the two is found.
ALTER TABLE coaching_session_rep ADD COLUMN deleted_at BIGINT;
CREATE INDEX coaching_note_rep ON coaching_note (org_id, rep_id, session_id);
CREATE INDEX coaching_step_rep ON coaching_step (org_id, rep_id, session_id);
