-- The contact's own time zone, an IANA name. None: that of the client's last meeting, else the organization's.
ALTER TABLE contact ADD COLUMN time_zone TEXT;
