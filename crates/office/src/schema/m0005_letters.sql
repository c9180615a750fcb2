CREATE TABLE case_letter (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  case_id BIGINT NOT NULL REFERENCES request_case (id),
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  content TEXT NOT NULL,
  basis TEXT NOT NULL,
  number TEXT,
  dated TEXT,
  writers TEXT NOT NULL,
  written_by_name TEXT NOT NULL,
  round BIGINT NOT NULL,
  next_level TEXT,
  delivered_on TEXT,
  delivery TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  UNIQUE (organ_id, number)
);
CREATE INDEX case_letter_by_case ON case_letter (case_id, id);
CREATE INDEX case_letter_waiting ON case_letter (organ_id, next_level, id) WHERE next_level IS NOT NULL;

CREATE TABLE case_letter_step (
  id BIGINT PRIMARY KEY,
  letter_id BIGINT NOT NULL REFERENCES case_letter (id),
  round BIGINT NOT NULL,
  level TEXT NOT NULL,
  is_approved BOOLEAN NOT NULL,
  account_id BIGINT REFERENCES account (id),
  name TEXT NOT NULL,
  opinion TEXT,
  taken_at BIGINT NOT NULL
);
CREATE INDEX case_letter_step_by_letter ON case_letter_step (letter_id, id)
