-- What proved a day of receipt that a mending moved: it stays with what was stated.
ALTER TABLE case_mending ADD COLUMN stated_note TEXT
