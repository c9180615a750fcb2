-- What forms of the desk have made: the same form sent twice makes one thing.
CREATE TABLE form_sending (
  key TEXT PRIMARY KEY,
  made BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX form_sending_by_age ON form_sending (created_at)
