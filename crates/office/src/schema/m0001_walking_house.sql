CREATE TABLE organ (
  id BIGINT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  may_make_regulations BOOLEAN NOT NULL,
  parent_id BIGINT REFERENCES organ (id),
  site_name TEXT NOT NULL,
  site_domain TEXT UNIQUE,
  site_id_code TEXT,
  icp TEXT,
  police_record TEXT,
  guide TEXT NOT NULL,
  report_due TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE account (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  password_changed_at BIGINT NOT NULL,
  must_change_password BOOLEAN NOT NULL,
  totp_secret TEXT,
  totp_pending TEXT,
  totp_last_step BIGINT NOT NULL,
  disabled_at BIGINT,
  is_sample BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX account_by_organ ON account (organ_id);

CREATE TABLE account_role (
  account_id BIGINT NOT NULL REFERENCES account (id),
  role TEXT NOT NULL,
  PRIMARY KEY (account_id, role)
);

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES account (id),
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  is_pending BOOLEAN NOT NULL,
  address TEXT NOT NULL,
  client TEXT NOT NULL
);
CREATE INDEX session_by_account ON session (account_id);

CREATE TABLE password_history (
  id BIGINT PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES account (id),
  hash TEXT NOT NULL
);
CREATE INDEX password_history_by_account ON password_history (account_id, id);

CREATE TABLE sign_in_failure (
  key TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  locked_until BIGINT,
  failed_at BIGINT NOT NULL
);

CREATE TABLE site_column (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  parent_id BIGINT REFERENCES site_column (id),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  description TEXT,
  keywords TEXT,
  position BIGINT NOT NULL,
  is_hidden BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (organ_id, slug)
);

CREATE TABLE document (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  column_id BIGINT NOT NULL REFERENCES site_column (id),
  index_number TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  latest_edition BIGINT NOT NULL,
  published_edition BIGINT,
  published_at BIGINT,
  published_year BIGINT,
  published_title TEXT,
  edition_published_at BIGINT,
  withdrawn_at BIGINT,
  withdrawal_reason TEXT,
  is_sample BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX document_listed ON document (column_id, published_at, id, published_edition);
CREATE INDEX document_listed_by_year ON document (column_id, published_year, published_at, id, published_edition);
CREATE INDEX document_latest ON document (organ_id, published_at, id, published_edition, column_id);
CREATE INDEX document_open ON document (organ_id) WHERE published_edition IS NULL OR published_edition <> latest_edition;
CREATE INDEX document_by_change ON document (organ_id, changed_at, id);

CREATE TABLE edition (
  id BIGINT PRIMARY KEY,
  document_id BIGINT NOT NULL REFERENCES document (id),
  number BIGINT NOT NULL,
  column_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  document_number TEXT,
  issuer TEXT NOT NULL,
  formed_on TEXT,
  summary TEXT,
  body TEXT NOT NULL,
  category TEXT NOT NULL,
  subject TEXT,
  publicity TEXT,
  validity TEXT NOT NULL,
  written_by BIGINT REFERENCES account (id),
  writer_name TEXT NOT NULL,
  written_at BIGINT NOT NULL,
  UNIQUE (document_id, number)
);

CREATE TABLE secrecy_review (
  id BIGINT PRIMARY KEY,
  edition_id BIGINT NOT NULL UNIQUE REFERENCES edition (id),
  basis TEXT NOT NULL,
  reviewed_by BIGINT REFERENCES account (id),
  reviewer_name TEXT NOT NULL,
  reviewed_at BIGINT NOT NULL
);

CREATE TABLE attachment (
  id BIGINT PRIMARY KEY,
  document_id BIGINT NOT NULL REFERENCES document (id),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  digest TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at BIGINT NOT NULL
);
CREATE INDEX attachment_by_document ON attachment (document_id);

CREATE TABLE edition_attachment (
  edition_id BIGINT NOT NULL REFERENCES edition (id),
  attachment_id BIGINT NOT NULL REFERENCES attachment (id),
  position BIGINT NOT NULL,
  PRIMARY KEY (edition_id, attachment_id)
);

CREATE TABLE publication (
  id BIGINT PRIMARY KEY,
  document_id BIGINT NOT NULL REFERENCES document (id),
  edition_id BIGINT NOT NULL REFERENCES edition (id),
  published_by BIGINT REFERENCES account (id),
  publisher_name TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  withdrawn_by TEXT,
  withdrawn_at BIGINT,
  withdrawal_reason TEXT
);
CREATE INDEX publication_by_document ON publication (document_id, published_at);

CREATE TABLE report (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  year BIGINT NOT NULL,
  draft TEXT NOT NULL,
  source_name TEXT,
  latest_edition BIGINT NOT NULL,
  has_changes BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  writers TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  UNIQUE (organ_id, year)
);

CREATE TABLE report_edition (
  id BIGINT PRIMARY KEY,
  report_id BIGINT NOT NULL REFERENCES report (id),
  number BIGINT NOT NULL,
  content TEXT NOT NULL,
  digest TEXT NOT NULL,
  findings TEXT NOT NULL,
  exception TEXT,
  correction TEXT,
  published_by BIGINT REFERENCES account (id),
  publisher_name TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  UNIQUE (report_id, number)
);

CREATE TABLE holiday_year (
  year BIGINT PRIMARY KEY,
  content TEXT NOT NULL,
  version BIGINT NOT NULL,
  imported_by TEXT NOT NULL,
  imported_at BIGINT NOT NULL
);

CREATE TABLE audit_entry (
  seq BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  organ_id BIGINT NOT NULL,
  account_id BIGINT,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  address TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX audit_entry_by_organ ON audit_entry (organ_id, seq);

CREATE TABLE audit_head (
  id BIGINT PRIMARY KEY,
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL
);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);
INSERT INTO counter (name, value) VALUES ('change', 0);

CREATE TABLE change (
  id BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  subject TEXT NOT NULL
)
