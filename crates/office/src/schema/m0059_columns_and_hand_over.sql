-- What a column is for (栏目约定): its purpose, who answers for it, how often it is to have news with the rule and its source, which kinds of
-- documents it takes in (codes, a blank between).
ALTER TABLE site_column ADD COLUMN purpose TEXT;
ALTER TABLE site_column ADD COLUMN owner_unit TEXT;
ALTER TABLE site_column ADD COLUMN owner_id BIGINT;
ALTER TABLE site_column ADD COLUMN period TEXT;
ALTER TABLE site_column ADD COLUMN period_source TEXT;
ALTER TABLE site_column ADD COLUMN period_from TEXT;
ALTER TABLE site_column ADD COLUMN period_to TEXT;
ALTER TABLE site_column ADD COLUMN document_kinds TEXT;
-- What was handed over (移送) to an archive or a library: the list as it was made (JSON), its SM3, and the receipt.
CREATE TABLE hand_over (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  receiver TEXT NOT NULL,
  receiver_name TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  list TEXT NOT NULL,
  count BIGINT NOT NULL,
  digest TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  made_on TEXT NOT NULL,
  received_on TEXT,
  received_by TEXT,
  entered_by_name TEXT
);
CREATE INDEX hand_over_of_organ ON hand_over (organ_id, receiver, from_day)
