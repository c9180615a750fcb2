-- The units of an organ (科室、所属单位) that are asked whether they hold something, with whoever answers there. account_id: who
-- of the desk answers for it. closed_at: it is asked no more.
CREATE TABLE unit (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  name TEXT NOT NULL,
  person TEXT NOT NULL,
  mail TEXT,
  telephone TEXT NOT NULL,
  account_id BIGINT REFERENCES account (id),
  closed_at BIGINT,
  changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX unit_name ON unit (organ_id, name);

-- What a unit is asked about a case (内部征询), and its answer as JSON. state: open, answered, withdrawn.
-- told_on: the day of the last reminder.
CREATE TABLE asking (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  case_id BIGINT NOT NULL REFERENCES request_case (id),
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  unit_name TEXT NOT NULL,
  content TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  asked_by BIGINT REFERENCES account (id),
  asked_by_name TEXT NOT NULL,
  told_on TEXT,
  answer TEXT,
  way TEXT,
  answered_on TEXT,
  answered_by_name TEXT,
  ended_reason TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX asking_of_case ON asking (case_id, id);
CREATE INDEX asking_open ON asking (organ_id, due_on, id) WHERE state = 'open';

-- The links by which a unit answers without an account: the hash of each, until when it opens, and when it was withdrawn.
CREATE TABLE asking_link (
  id BIGINT PRIMARY KEY,
  asking_id BIGINT NOT NULL REFERENCES asking (id),
  hash TEXT NOT NULL,
  issued_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE UNIQUE INDEX asking_link_hash ON asking_link (hash);
CREATE INDEX asking_link_of_asking ON asking_link (asking_id);

-- Files of an answer: what the search gave, or what is held. screening: what was found in it, as JSON.
CREATE TABLE asking_file (
  id BIGINT PRIMARY KEY,
  asking_id BIGINT NOT NULL REFERENCES asking (id),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  digest TEXT NOT NULL,
  pages BIGINT,
  screening TEXT NOT NULL,
  added_by_name TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  stored_id BIGINT REFERENCES stored_file (id)
);
CREATE INDEX asking_file_of_asking ON asking_file (asking_id);
CREATE UNIQUE INDEX asking_file_stored ON asking_file (stored_id)
