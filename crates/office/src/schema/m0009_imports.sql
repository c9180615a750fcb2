CREATE TABLE case_import (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  file_hash TEXT NOT NULL,
  file_name TEXT NOT NULL,
  state TEXT NOT NULL,
  outcome TEXT,
  account_id BIGINT REFERENCES account (id),
  made_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX case_import_by_file ON case_import (organ_id, file_hash);

CREATE TABLE case_import_file (
  id BIGINT PRIMARY KEY REFERENCES case_import (id),
  content TEXT NOT NULL
);

CREATE INDEX request_case_unfinished ON request_case (organ_id, id) WHERE state NOT IN ('delivered', 'withdrawn');
CREATE INDEX request_case_latest ON request_case (organ_id, id);
CREATE INDEX request_case_years ON request_case (organ_id, received_on, decided_on, applicant_kind, outcome);
CREATE INDEX request_case_decided_in ON request_case (organ_id, decided_on, outcome, applicant_kind, received_on);
DROP INDEX request_case_received;
DROP INDEX request_case_decided
