-- 一次性告知单: never changed once it was given. items: JSON of law::halls::MissingItem. follows_id: the sheet given before for the same
-- thing, with why another was needed and whether it could have been told the first time.
CREATE TABLE hall_notice (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  hall_id BIGINT NOT NULL REFERENCES hall (id),
  visit_id BIGINT REFERENCES hall_visit (id),
  number TEXT NOT NULL,
  service TEXT NOT NULL,
  items TEXT NOT NULL,
  due_on TEXT NOT NULL,
  done_in TEXT NOT NULL,
  place TEXT NOT NULL,
  phone TEXT NOT NULL,
  follows_id BIGINT REFERENCES hall_notice (id),
  again_why TEXT,
  was_knowable BOOLEAN NOT NULL,
  account_id BIGINT REFERENCES account (id),
  actor TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  given_on TEXT NOT NULL
);
CREATE UNIQUE INDEX hall_notice_by_number ON hall_notice (organ_id, number);
CREATE INDEX hall_notice_by_day ON hall_notice (organ_id, given_on, id);
CREATE INDEX hall_notice_of_visit ON hall_notice (visit_id);
-- Paper copies to be read at a hall (查阅本), with the list they were handed over by.
CREATE TABLE hall_copy (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  hall_id BIGINT NOT NULL REFERENCES hall (id),
  title TEXT NOT NULL,
  document_number TEXT,
  copies BIGINT NOT NULL,
  shelf TEXT,
  hand_over TEXT,
  received_on TEXT NOT NULL,
  ended_at BIGINT,
  ended_why TEXT,
  created_at BIGINT NOT NULL
);
CREATE INDEX hall_copy_of ON hall_copy (hall_id, id)
