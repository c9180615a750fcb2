-- What a scan of a letter is of: the letter as it was sealed, one for each, or a receipt that proves when it came (送达回执).
ALTER TABLE letter_scan ADD COLUMN role TEXT NOT NULL DEFAULT 'sealed';
DROP INDEX letter_scan_of_letter;
CREATE UNIQUE INDEX letter_scan_of_letter ON letter_scan (letter_id) WHERE role = 'sealed';
CREATE INDEX letter_scans ON letter_scan (letter_id)
