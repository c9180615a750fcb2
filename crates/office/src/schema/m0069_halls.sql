-- Halls (政务服务大厅) with the windows of 政务公开. hours_…: as they are typed (law::halls::Hours reads them); closed_from to
-- closed_until: announced days without service. services and equipment: a thing a line.
CREATE TABLE hall (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  way_there TEXT,
  phone TEXT,
  hours_summer TEXT NOT NULL,
  hours_winter TEXT,
  summer_from TEXT,
  winter_from TEXT,
  open_days TEXT NOT NULL,
  services TEXT,
  equipment TEXT,
  notice TEXT,
  closed_from TEXT,
  closed_until TEXT,
  closed_why TEXT,
  is_ended BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX hall_of_organ ON hall (organ_id, id);
CREATE TABLE hall_window (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  hall_id BIGINT NOT NULL REFERENCES hall (id),
  name TEXT NOT NULL,
  is_ended BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX hall_window_of ON hall_window (hall_id, id);
-- Who is there (turn a, b), and who is away, from a day to a day; ended_at: a line that was taken back, which no day asks any more.
CREATE TABLE hall_roster (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  hall_id BIGINT NOT NULL REFERENCES hall (id),
  window_id BIGINT NOT NULL REFERENCES hall_window (id),
  turn TEXT NOT NULL,
  person TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT,
  ended_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX hall_roster_of ON hall_roster (window_id, id);
-- One visit, by no name. mark: made by the tablet (or the page), so that what is sent twice counts once. received_at: the server's clock;
-- tapped_at: what the tablet says; counted_on: the day it counts on (law::halls::Rules::counting).
CREATE TABLE hall_visit (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  hall_id BIGINT NOT NULL REFERENCES hall (id),
  window_id BIGINT REFERENCES hall_window (id),
  mark TEXT NOT NULL,
  kind TEXT NOT NULL,
  outcome TEXT NOT NULL,
  topic TEXT,
  tapped_at BIGINT,
  received_at BIGINT NOT NULL,
  counted_at BIGINT NOT NULL,
  counted_on TEXT NOT NULL,
  is_doubtful BOOLEAN NOT NULL,
  account_id BIGINT REFERENCES account (id),
  actor TEXT NOT NULL,
  matter_id BIGINT REFERENCES matter (id),
  case_id BIGINT REFERENCES request_case (id),
  struck_at BIGINT,
  struck_why TEXT,
  struck_by TEXT,
  version BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX hall_visit_by_mark ON hall_visit (organ_id, mark);
CREATE INDEX hall_visit_by_day ON hall_visit (organ_id, counted_on, id);
CREATE INDEX hall_visit_tapped ON hall_visit (hall_id, tapped_at)
