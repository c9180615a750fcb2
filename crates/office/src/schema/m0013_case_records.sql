CREATE TABLE case_note (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES request_case (id),
  content TEXT NOT NULL,
  account_id BIGINT REFERENCES account (id),
  written_by TEXT NOT NULL,
  written_at BIGINT NOT NULL
);
CREATE INDEX case_note_by_case ON case_note (case_id, id);

CREATE TABLE case_mending (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES request_case (id),
  stated TEXT NOT NULL,
  mended TEXT,
  reason TEXT NOT NULL,
  account_id BIGINT REFERENCES account (id),
  mended_by TEXT NOT NULL,
  mended_at BIGINT NOT NULL
);
CREATE INDEX case_mending_by_case ON case_mending (case_id, id);

CREATE TABLE case_archive (
  case_id BIGINT PRIMARY KEY REFERENCES request_case (id),
  archived_on TEXT NOT NULL,
  reference TEXT NOT NULL,
  place TEXT,
  account_id BIGINT REFERENCES account (id),
  archived_by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
)
