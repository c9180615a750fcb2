CREATE TABLE review_step (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  round BIGINT NOT NULL,
  level TEXT NOT NULL,
  verdict TEXT NOT NULL,
  hash TEXT,
  account_id BIGINT REFERENCES account (id),
  name TEXT NOT NULL,
  opinion TEXT,
  taken_at BIGINT NOT NULL
);
CREATE INDEX review_step_by_subject ON review_step (subject_kind, subject_id, id)
