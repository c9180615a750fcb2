-- Verdicts given on paper: who entered them, and the scan of the signed form. digest: the SM3 of what it holds.
ALTER TABLE review_step ADD COLUMN entered_by_name TEXT;
CREATE TABLE review_scan (
  id BIGINT PRIMARY KEY,
  step_id BIGINT NOT NULL REFERENCES review_step (id),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  digest TEXT NOT NULL,
  stored_id BIGINT REFERENCES stored_file (id)
);
CREATE UNIQUE INDEX review_scan_of_step ON review_scan (step_id);
CREATE UNIQUE INDEX review_scan_stored ON review_scan (stored_id);
-- Publications in an emergency, whose review is made up by due_at. ending: made_up, withdrawn, replaced; none while it is owed.
CREATE TABLE emergency (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  document_id BIGINT NOT NULL REFERENCES document (id),
  edition BIGINT NOT NULL,
  reason TEXT NOT NULL,
  published_by_name TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  ending TEXT,
  ended_at BIGINT
);
CREATE INDEX emergency_owed ON emergency (organ_id, ending, due_at);
CREATE INDEX emergency_of_document ON emergency (document_id);
-- Comments on a place of the text. quote: the words it is about; resolution: what whoever dealt with it says.
CREATE TABLE review_comment (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  document_id BIGINT NOT NULL REFERENCES document (id),
  edition BIGINT NOT NULL,
  quote TEXT NOT NULL,
  words TEXT NOT NULL,
  writer_name TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  resolved_by_name TEXT,
  resolved_at BIGINT,
  resolution TEXT
);
CREATE INDEX review_comment_of_document ON review_comment (document_id, id);
-- Within how many hours: that of the organ's own chain counts.
ALTER TABLE review_chain ADD COLUMN make_up_hours BIGINT NOT NULL DEFAULT 24
