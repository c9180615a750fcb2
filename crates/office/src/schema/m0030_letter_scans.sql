-- The scan of a signed letter as it was sealed: the copy that is handed over in the place of its own PDF. One for a letter;
-- digest: the SM3 of what it holds.
CREATE TABLE letter_scan (
  id BIGINT PRIMARY KEY,
  letter_id BIGINT NOT NULL REFERENCES case_letter (id),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  digest TEXT NOT NULL,
  pages BIGINT,
  added_by_name TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  stored_id BIGINT REFERENCES stored_file (id)
);
CREATE UNIQUE INDEX letter_scan_of_letter ON letter_scan (letter_id);
CREATE UNIQUE INDEX letter_scan_stored ON letter_scan (stored_id)
