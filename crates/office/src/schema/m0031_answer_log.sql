-- The log of answered requests (依申请公开答复目录), one entry for a case. outcome, replied_on: the answer it tells; it stands in
-- public only while the case still says the same. state: draft, submitted, published, withdrawn.
CREATE TABLE logged_answer (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  case_id BIGINT NOT NULL REFERENCES request_case (id),
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  outcome TEXT NOT NULL,
  replied_on TEXT NOT NULL,
  state TEXT NOT NULL,
  withdrawal_reason TEXT,
  round BIGINT NOT NULL,
  published_round BIGINT,
  written_by BIGINT REFERENCES account (id),
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX logged_answer_of_case ON logged_answer (case_id);
CREATE INDEX logged_answer_by_day ON logged_answer (organ_id, state, replied_on, id)
