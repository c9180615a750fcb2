-- When an edition is to go out and to be taken down, as minutes in Asia/Shanghai; how much it changes of what is out, and what.
ALTER TABLE edition ADD COLUMN planned_at TEXT;
ALTER TABLE edition ADD COLUMN take_down_at TEXT;
ALTER TABLE edition ADD COLUMN change TEXT;
ALTER TABLE edition ADD COLUMN change_note TEXT;
-- When the latest edition is due to go out, since when a signer has confirmed that, and why it did not; when what is out is due to be
-- taken down. listed_at: with which day lists and feeds show it: the first publication's, or the last major change's. Why it was taken
-- back, and into which other document it went.
ALTER TABLE document ADD COLUMN planned_at BIGINT;
ALTER TABLE document ADD COLUMN confirmed_at BIGINT;
ALTER TABLE document ADD COLUMN plan_failed TEXT;
ALTER TABLE document ADD COLUMN take_down_at BIGINT;
ALTER TABLE document ADD COLUMN listed_at BIGINT;
ALTER TABLE document ADD COLUMN withdrawal_kind TEXT;
ALTER TABLE document ADD COLUMN merged_into BIGINT;
UPDATE document SET listed_at = published_at;
UPDATE document SET withdrawal_kind = 'correction' WHERE withdrawn_at IS NOT NULL;
ALTER TABLE publication ADD COLUMN withdrawal_kind TEXT;
UPDATE publication SET withdrawal_kind = 'correction' WHERE withdrawn_at IS NOT NULL;
DROP INDEX document_listed;
DROP INDEX document_listed_by_year;
DROP INDEX document_latest;
CREATE INDEX document_listed ON document (column_id, listed_at, id, published_edition);
CREATE INDEX document_listed_by_year ON document (column_id, published_year, listed_at, id, published_edition);
CREATE INDEX document_latest ON document (organ_id, listed_at, id, published_edition, column_id);
-- Since when a picture that no edition shows waits to be thrown away.
ALTER TABLE picture ADD COLUMN dropped_at BIGINT;
CREATE INDEX document_by_plan ON document (planned_at);
CREATE INDEX document_by_take_down ON document (take_down_at)
