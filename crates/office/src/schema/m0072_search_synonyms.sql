-- Words of one meaning that an organ adds to those the search ships with (检索同义词). words: parted by blanks
-- (law::synonyms::Meaning); source: what they go by.
CREATE TABLE search_synonym (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  words TEXT NOT NULL,
  source TEXT NOT NULL,
  writer_name TEXT NOT NULL,
  written_at BIGINT NOT NULL
);
CREATE INDEX search_synonym_of_organ ON search_synonym (organ_id, id)
