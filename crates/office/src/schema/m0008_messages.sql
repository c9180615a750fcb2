CREATE TABLE case_message (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  case_id BIGINT NOT NULL REFERENCES request_case (id),
  kind TEXT NOT NULL,
  content TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  answered_at BIGINT,
  answer TEXT,
  answered_by BIGINT REFERENCES account (id),
  answered_by_name TEXT
);
CREATE INDEX case_message_by_case ON case_message (case_id, id);
CREATE INDEX case_message_open ON case_message (organ_id, id) WHERE answered_at IS NULL;

CREATE TABLE submission (
  key TEXT PRIMARY KEY,
  application_id BIGINT NOT NULL UNIQUE REFERENCES application (id),
  case_id BIGINT NOT NULL REFERENCES request_case (id),
  created_at BIGINT NOT NULL
);

CREATE TABLE application_draft (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  code TEXT NOT NULL UNIQUE,
  content TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX application_draft_expires ON application_draft (expires_at);

CREATE TABLE visit_count (
  key TEXT PRIMARY KEY,
  count BIGINT NOT NULL,
  since BIGINT NOT NULL
)
