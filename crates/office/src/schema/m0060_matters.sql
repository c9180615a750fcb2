-- Matters (办件): what a person asks outside of 依申请公开. What they wrote is written once. state, owner, next_due_on and the rest of the
-- row are what the events make of it (law::matters::Standing). asker: who asks, under seal; asker_mask: as lists show them.
-- stated_on, stated_by: paper or word of mouth that was there before it was registered. outside_*: the number and the due time that
-- a platform above gave it. extension_*: an extension that is asked for and not granted yet. review: whether an answer waits for its check.
-- wish: whether question and answer may be shown; hidden_ground: shown once and hidden again, counted as before.
CREATE TABLE matter (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  number TEXT NOT NULL,
  query_code TEXT NOT NULL,
  kind TEXT NOT NULL,
  first_kind TEXT NOT NULL,
  channel TEXT NOT NULL,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  place TEXT,
  asker TEXT,
  asker_mask TEXT NOT NULL,
  wish BOOLEAN NOT NULL,
  follows_id BIGINT REFERENCES matter (id),
  stated_on TEXT,
  stated_by TEXT,
  outside_number TEXT,
  outside_due TEXT,
  state TEXT NOT NULL,
  owner TEXT,
  owner_id BIGINT REFERENCES account (id),
  offered_to TEXT,
  offered_id BIGINT REFERENCES account (id),
  received_on TEXT NOT NULL,
  next_due_on TEXT,
  is_tentative BOOLEAN NOT NULL,
  is_late BOOLEAN NOT NULL,
  answered_on TEXT,
  ended_on TEXT,
  extension_days BIGINT,
  extension_reason TEXT,
  extension_by TEXT,
  in_review BOOLEAN NOT NULL,
  published_at BIGINT,
  hidden_ground TEXT,
  registered_by BIGINT REFERENCES account (id),
  anonymised_at BIGINT,
  is_sample BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX matter_number ON matter (organ_id, number);
CREATE INDEX matter_by_due_day ON matter (organ_id, state, next_due_on, id);
CREATE INDEX matter_by_day ON matter (organ_id, received_on, id);
CREATE INDEX matter_public ON matter (organ_id, published_at, id);
CREATE INDEX matter_outside ON matter (organ_id, outside_number);
-- What happened to a matter, one line an act, in the order it was recorded; never changed.
CREATE TABLE matter_event (
  id BIGINT PRIMARY KEY,
  matter_id BIGINT NOT NULL REFERENCES matter (id),
  seq BIGINT NOT NULL,
  act TEXT NOT NULL,
  event TEXT NOT NULL,
  note TEXT,
  account_id BIGINT REFERENCES account (id),
  actor TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX matter_event_of ON matter_event (matter_id, seq);
-- Answers, one row for each that goes out. state: draft, submitted, sent. What went out is never changed.
CREATE TABLE matter_answer (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  matter_id BIGINT NOT NULL REFERENCES matter (id),
  place BIGINT NOT NULL,
  words TEXT NOT NULL,
  state TEXT NOT NULL,
  round BIGINT NOT NULL,
  returned TEXT,
  written_by_name TEXT NOT NULL,
  sent_by_name TEXT,
  sent_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX matter_answer_of ON matter_answer (matter_id, place);
-- The second text that the public is shown: what is hidden of which words and why. state: draft, submitted, published, hidden.
CREATE TABLE matter_copy (
  matter_id BIGINT PRIMARY KEY REFERENCES matter (id),
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  hides TEXT NOT NULL,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  answer TEXT NOT NULL,
  state TEXT NOT NULL,
  round BIGINT NOT NULL,
  returned TEXT,
  useful BIGINT NOT NULL,
  not_useful BIGINT NOT NULL,
  version BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
-- What was handed in with a matter lies beside what comes with applications.
ALTER TABLE application_file ADD COLUMN matter_id BIGINT REFERENCES matter (id);
CREATE INDEX application_file_of_matter ON application_file (matter_id)
