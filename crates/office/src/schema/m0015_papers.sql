CREATE TABLE paper (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  format TEXT NOT NULL,
  is_made_later BOOLEAN NOT NULL,
  digest TEXT,
  bytes BIGINT,
  made_at BIGINT,
  UNIQUE (subject_kind, subject_id, format)
);

CREATE TABLE paper_content (
  id BIGINT PRIMARY KEY REFERENCES paper (id),
  content TEXT NOT NULL
)
