-- Filters of the case lists that somebody keeps under a name. list: open, all. query: the filter's codes as an address has them; no
-- words of anybody's.
CREATE TABLE saved_view (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  account_id BIGINT NOT NULL REFERENCES account (id),
  list TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX saved_view_of_account ON saved_view (account_id, id)
