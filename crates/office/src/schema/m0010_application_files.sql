CREATE TABLE application_file (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  application_id BIGINT REFERENCES application (id),
  batch TEXT,
  expires_at BIGINT,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  digest TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at BIGINT NOT NULL
);
CREATE INDEX application_file_by_application ON application_file (application_id);
CREATE INDEX application_file_by_batch ON application_file (batch) WHERE batch IS NOT NULL;
CREATE INDEX application_file_expiring ON application_file (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE application_file_content (
  id BIGINT PRIMARY KEY REFERENCES application_file (id),
  content TEXT NOT NULL
)
