-- What was said of what proofreading asks about: why it is right as it stands. mark: by what a finding is known again
-- (law::proof::Mark); is_everywhere: in every text of the organ, otherwise in this document alone; ended_*: who took it back.
CREATE TABLE explanation (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  document_id BIGINT NOT NULL REFERENCES document (id),
  is_everywhere BOOLEAN NOT NULL,
  mark TEXT NOT NULL,
  rule TEXT NOT NULL,
  told TEXT NOT NULL,
  reason TEXT NOT NULL,
  writer_name TEXT NOT NULL,
  written_on TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  ended_by_name TEXT,
  ended_at BIGINT
);
CREATE INDEX explanation_of_document ON explanation (document_id, id);
CREATE INDEX explanation_of_organ ON explanation (organ_id, is_everywhere, written_on);
-- The organ's own words (校对词库). kind: phrase or leader; post: a leader's; source: what it goes by.
CREATE TABLE proof_word (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  kind TEXT NOT NULL,
  word TEXT NOT NULL,
  post TEXT,
  source TEXT NOT NULL,
  writer_name TEXT NOT NULL,
  written_at BIGINT NOT NULL
);
CREATE INDEX proof_word_of_organ ON proof_word (organ_id, kind, word);
-- What is public proofread again (复查): by which rules and words, in which edition, and what of it is open, a line each.
CREATE TABLE proof_recheck (
  document_id BIGINT PRIMARY KEY REFERENCES document (id),
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  edition BIGINT NOT NULL,
  known_by TEXT NOT NULL,
  open BIGINT NOT NULL,
  told TEXT,
  looked_at BIGINT NOT NULL
);
CREATE INDEX proof_recheck_open ON proof_recheck (organ_id, open)
