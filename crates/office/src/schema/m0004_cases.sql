CREATE TABLE application (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  number TEXT NOT NULL,
  query_code TEXT NOT NULL,
  channel TEXT NOT NULL,
  arrived_on TEXT NOT NULL,
  applicant_kind TEXT NOT NULL,
  applicant_name TEXT NOT NULL,
  particulars TEXT,
  identity_key TEXT,
  request TEXT NOT NULL,
  document_number TEXT,
  form TEXT NOT NULL,
  way TEXT NOT NULL,
  accepts_other_form BOOLEAN NOT NULL,
  help TEXT,
  registered_by BIGINT REFERENCES account (id),
  anonymised_at BIGINT,
  is_sample BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (organ_id, number)
);
CREATE INDEX application_by_name ON application (organ_id, applicant_name);
CREATE INDEX application_by_identity ON application (organ_id, identity_key);

CREATE TABLE request_case (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  application_id BIGINT NOT NULL REFERENCES application (id),
  number TEXT NOT NULL,
  request TEXT NOT NULL,
  applicant_kind TEXT NOT NULL,
  applicant_name TEXT NOT NULL,
  state TEXT NOT NULL,
  received_on TEXT,
  due_on TEXT,
  next_due_on TEXT,
  is_tentative BOOLEAN NOT NULL,
  is_late BOOLEAN NOT NULL,
  outcome TEXT,
  decided_on TEXT,
  decision TEXT,
  decision_by BIGINT REFERENCES account (id),
  decision_by_name TEXT,
  assigned_to BIGINT REFERENCES account (id),
  version BIGINT NOT NULL,
  is_sample BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  UNIQUE (organ_id, number)
);
CREATE INDEX request_case_open ON request_case (organ_id, next_due_on, id) WHERE next_due_on IS NOT NULL;
CREATE INDEX request_case_received ON request_case (organ_id, received_on, id);
CREATE INDEX request_case_decided ON request_case (organ_id, decided_on, outcome, applicant_kind);
CREATE INDEX request_case_by_name ON request_case (organ_id, applicant_name, id);
CREATE INDEX request_case_by_application ON request_case (application_id);

CREATE TABLE case_event (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES request_case (id),
  seq BIGINT NOT NULL,
  happened_on TEXT NOT NULL,
  act TEXT NOT NULL,
  event TEXT NOT NULL,
  note TEXT,
  account_id BIGINT REFERENCES account (id),
  actor TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  UNIQUE (case_id, seq)
);

CREATE TABLE fee_notice (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  case_id BIGINT NOT NULL UNIQUE REFERENCES request_case (id),
  tariff TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  fen BIGINT NOT NULL,
  noticed_on TEXT NOT NULL,
  paid_on TEXT,
  deposited_on TEXT,
  receipt_number TEXT
);
CREATE INDEX fee_notice_paid ON fee_notice (organ_id, paid_on);

CREATE TABLE case_settings (
  organ_id BIGINT PRIMARY KEY REFERENCES organ (id),
  content TEXT NOT NULL,
  version BIGINT NOT NULL
)
