-- What is not published of the organ's own accord is looked at again every year, and may come out (条例第十八条).
CREATE TABLE document_reassessment (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  document_id BIGINT NOT NULL REFERENCES document (id),
  assessed_on TEXT NOT NULL,
  -- The publicity that was looked at.
  publicity TEXT NOT NULL,
  may_be_public BOOLEAN NOT NULL,
  reason TEXT NOT NULL,
  account_id BIGINT REFERENCES account (id),
  assessed_by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE INDEX document_reassessment_by_document ON document_reassessment (organ_id, document_id, assessed_on);
-- The file whose address one has that took its place; none of one that took no other's.
ALTER TABLE attachment ADD COLUMN address_of BIGINT
