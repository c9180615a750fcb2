-- What visitors searched for in a month, by no name. mark: a keyed digest of organ and words, empty for what may not be kept;
-- words: none until enough visitors asked for them; found: how much was found when they were last looked for.
CREATE TABLE search_word (
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  month TEXT NOT NULL,
  mark TEXT NOT NULL,
  words TEXT,
  visitors BIGINT NOT NULL,
  found BIGINT,
  PRIMARY KEY (organ_id, month, mark)
)
