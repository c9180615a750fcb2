-- Chains of review that are data: levels per organ, subject, outlet ('' is any) and column (none is the organ's). Every organ begins
-- with the three that an office of three can take; levels is a JSON list as law::review::Levels reads it.
CREATE TABLE review_chain (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  subject TEXT NOT NULL,
  outlet TEXT NOT NULL DEFAULT '',
  column_id BIGINT REFERENCES site_column (id),
  levels TEXT NOT NULL,
  version BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX review_chain_place ON review_chain (organ_id, subject, outlet, COALESCE(column_id, 0));
INSERT INTO review_chain (id, organ_id, subject, outlet, column_id, levels, version, changed_at)
  SELECT id, id, 'document', '', NULL,
    '[{"name":"一审一校","who":{"role":"editor"},"does":"both","may_be_writer":true},{"name":"二审二校","who":{"role":"reviewer"},"does":"both","is_secrecy":true},{"name":"三审三校","who":{"role":"signer"},"does":"both"}]',
    1, created_at FROM organ;
-- Where the latest edition stands in its chain, for lists: the level it waits at, returned, or passed. The gate asks the steps.
ALTER TABLE document ADD COLUMN stage TEXT;
ALTER TABLE document ADD COLUMN stage_since BIGINT;
CREATE INDEX document_by_stage ON document (organ_id, stage, stage_since);
-- What a level was when it was taken.
ALTER TABLE review_step ADD COLUMN level_name TEXT;
ALTER TABLE review_step ADD COLUMN does TEXT;
ALTER TABLE review_step ADD COLUMN is_secrecy BOOLEAN
