-- Where a case counts in table three: once, whatever a reconsideration or a judgment has made anew afterwards.
ALTER TABLE request_case ADD COLUMN counted_as TEXT;
ALTER TABLE request_case ADD COLUMN counted_on TEXT;
UPDATE request_case SET counted_as = outcome, counted_on = decided_on;
CREATE INDEX request_case_counted_years ON request_case (organ_id, received_on, counted_on, applicant_kind, counted_as);
CREATE INDEX request_case_counted_in ON request_case (organ_id, counted_on, counted_as, applicant_kind, received_on);
DROP INDEX request_case_years;
DROP INDEX request_case_decided_in;

-- The decision that a reply was made from, once another reply is ordered and decided anew.
ALTER TABLE case_letter ADD COLUMN decision TEXT;

-- Whether a result ordered a reply; NULL where nobody was asked.
ALTER TABLE dispute ADD COLUMN has_ordered BOOLEAN
