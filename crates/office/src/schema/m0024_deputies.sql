-- Who is told beside the handler of a case: their deputy, and the head where something is overdue.
ALTER TABLE account ADD COLUMN deputy_id BIGINT;
ALTER TABLE reminder_settings ADD COLUMN head_id BIGINT;

-- What was refused is looked at again every year, and may come out (条例第十八条).
CREATE TABLE case_reassessment (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  case_id BIGINT NOT NULL REFERENCES request_case (id),
  assessed_on TEXT NOT NULL,
  may_be_given BOOLEAN NOT NULL,
  reason TEXT NOT NULL,
  account_id BIGINT REFERENCES account (id),
  assessed_by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE INDEX case_reassessment_by_case ON case_reassessment (organ_id, case_id, assessed_on)
