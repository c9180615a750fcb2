CREATE TABLE dispute (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  case_id BIGINT REFERENCES request_case (id),
  parent_id BIGINT REFERENCES dispute (id),
  route TEXT NOT NULL,
  procedure TEXT,
  number TEXT NOT NULL,
  authority TEXT NOT NULL,
  claimant TEXT NOT NULL,
  subject TEXT NOT NULL,
  received_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  answered_on TEXT,
  ended_on TEXT,
  ending TEXT,
  note TEXT,
  version BIGINT NOT NULL,
  changed_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  UNIQUE (organ_id, number)
);
CREATE INDEX dispute_to_answer ON dispute (organ_id, due_on, id) WHERE answered_on IS NULL AND ended_on IS NULL;
CREATE INDEX dispute_received ON dispute (organ_id, received_on, id);
CREATE INDEX dispute_by_case ON dispute (case_id);

CREATE TABLE report_count (
  edition_id BIGINT PRIMARY KEY REFERENCES report_edition (id),
  cells TEXT NOT NULL,
  fees_fen BIGINT NOT NULL
)
