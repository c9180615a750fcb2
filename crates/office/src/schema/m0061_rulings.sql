-- Files that show what entries of the register rest on: scans, tables of a business system, the workbook an import brought.
CREATE TABLE ruling_file (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  digest TEXT NOT NULL,
  stored_id BIGINT REFERENCES stored_file (id),
  created_by_name TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
-- Licences, penalties, coercive measures and fees, one row each, or a number that the organ has only as such (summary_from is set).
-- amount: decisions, which is 1 of a single one; of a fee fen. Nothing is deleted: what was struck stays with its reason.
CREATE TABLE ruling (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  kind TEXT NOT NULL,
  number TEXT,
  number_key TEXT,
  matter TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  summary_from TEXT,
  amount BIGINT NOT NULL,
  openness TEXT,
  ground TEXT,
  source TEXT NOT NULL,
  evidence TEXT,
  file_id BIGINT REFERENCES ruling_file (id),
  note TEXT,
  revoked_on TEXT,
  revoked_why TEXT,
  struck_on TEXT,
  struck_why TEXT,
  history TEXT NOT NULL,
  version BIGINT NOT NULL,
  changed_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX ruling_by_day ON ruling (organ_id, decided_on, id);
CREATE INDEX ruling_by_number ON ruling (organ_id, kind, number_key)
