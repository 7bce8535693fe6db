-- A contact's further e-mail addresses are the contact's own (src/book), no longer only the mail's: shown, changed, taken back,
-- exported and imported with it. The table finds who has an address; it is made of the column.
ALTER TABLE contact ADD COLUMN further_emails TEXT NOT NULL DEFAULT ''; -- as written, a blank between two

CREATE TABLE contact_address (
  org_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  email TEXT NOT NULL, -- folded
  PRIMARY KEY (org_id, contact_id, email),
  FOREIGN KEY (org_id, contact_id) REFERENCES contact (org_id, id) ON DELETE CASCADE
);
CREATE INDEX contact_address_email ON contact_address (org_id, email);

INSERT INTO contact_address (org_id, contact_id, email)
SELECT DISTINCT mail_address.org_id, mail_address.contact_id, mail_address.email FROM mail_address
JOIN contact ON contact.org_id = mail_address.org_id AND contact.id = mail_address.contact_id
WHERE mail_address.contact_id IS NOT NULL AND mail_address.email <> COALESCE(contact.email_fold, '');

WITH RECURSIVE chain (org_id, contact_id, email, emails) AS (
  SELECT org_id, contact_id, MIN(email), MIN(email) FROM contact_address GROUP BY org_id, contact_id
  UNION ALL
  SELECT chain.org_id, chain.contact_id, next.email, chain.emails || ' ' || next.email FROM chain
  JOIN contact_address AS next ON next.org_id = chain.org_id AND next.contact_id = chain.contact_id AND next.email > chain.email
  WHERE NOT EXISTS (SELECT 1 FROM contact_address AS nearer WHERE nearer.org_id = chain.org_id
    AND nearer.contact_id = chain.contact_id AND nearer.email > chain.email AND nearer.email < next.email)
)
UPDATE contact SET further_emails = (SELECT chain.emails FROM chain WHERE chain.org_id = contact.org_id
  AND chain.contact_id = contact.id ORDER BY chain.email DESC LIMIT 1)
WHERE EXISTS (SELECT 1 FROM contact_address WHERE contact_address.org_id = contact.org_id AND contact_address.contact_id = contact.id);

-- What stays there is of one of us.
CREATE TABLE persons_address (
  org_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  email TEXT NOT NULL, -- folded
  created_at BIGINT NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, id) ON DELETE CASCADE
);
INSERT INTO persons_address (org_id, id, version, person_id, email, created_at)
SELECT org_id, id, version, person_id, email, created_at FROM mail_address WHERE person_id IS NOT NULL;
DROP TABLE mail_address;
ALTER TABLE persons_address RENAME TO mail_address;
CREATE INDEX mail_address_email ON mail_address (org_id, email);
CREATE INDEX mail_address_person ON mail_address (org_id, person_id, id);
