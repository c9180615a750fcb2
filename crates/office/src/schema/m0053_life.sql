-- The life of a document: on what its publicity rests, what it is as a norm and for how long it binds, what it has to do with others.
ALTER TABLE edition ADD COLUMN publicity_reason TEXT;
ALTER TABLE edition ADD COLUMN joint_with TEXT;
ALTER TABLE edition ADD COLUMN lead_organ TEXT;
ALTER TABLE edition ADD COLUMN source TEXT;
ALTER TABLE edition ADD COLUMN source_publicity TEXT;
ALTER TABLE edition ADD COLUMN norm TEXT;
ALTER TABLE edition ADD COLUMN effective_on TEXT;
ALTER TABLE edition ADD COLUMN valid_until TEXT;
ALTER TABLE edition ADD COLUMN exemption TEXT;
CREATE TABLE edition_relation (
  id BIGINT PRIMARY KEY,
  edition_id BIGINT NOT NULL REFERENCES edition (id),
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,
  document_id BIGINT REFERENCES document (id),
  named TEXT,
  address TEXT,
  form TEXT,
  maker TEXT,
  from_day TEXT
);
CREATE INDEX edition_relation_by_edition ON edition_relation (edition_id, position);
CREATE INDEX edition_relation_by_document ON edition_relation (document_id);
-- What of the edition that is out the register counts; how and from which day it no longer binds, by which document or on what
-- basis; and what the public is told of its validity, which acts and the worker keep true.
ALTER TABLE document ADD COLUMN norm TEXT;
ALTER TABLE document ADD COLUMN made_on TEXT;
ALTER TABLE document ADD COLUMN valid_until TEXT;
ALTER TABLE document ADD COLUMN is_led_elsewhere BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE document ADD COLUMN ended_as TEXT;
ALTER TABLE document ADD COLUMN ended_on TEXT;
ALTER TABLE document ADD COLUMN ended_by BIGINT;
ALTER TABLE document ADD COLUMN ended_basis TEXT;
ALTER TABLE document ADD COLUMN validity TEXT;
UPDATE document SET validity =
  (SELECT edition.validity FROM edition WHERE edition.document_id = document.id AND edition.number = document.published_edition)
  WHERE published_edition IS NOT NULL;
CREATE INDEX document_by_norm ON document (organ_id, norm, made_on);
CREATE INDEX document_by_ended_by ON document (ended_by)
