CREATE TABLE job (
  id BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT,
  dedup_key TEXT UNIQUE,
  state TEXT NOT NULL,
  run_after BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  tried_at BIGINT,
  owner TEXT,
  last_error TEXT,
  created_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX job_by_turn ON job (state, run_after, id);
CREATE INDEX job_by_end ON job (state, ended_at)
