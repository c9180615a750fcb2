-- By what a case is found: its applicant's name and its number in one spelling (law::signs::sought). Names that differ only in
-- capitals are folded here, the others by the step itself.
ALTER TABLE request_case ADD COLUMN sought TEXT NOT NULL DEFAULT '';
UPDATE request_case SET sought = LOWER(applicant_name || '
' || number)
