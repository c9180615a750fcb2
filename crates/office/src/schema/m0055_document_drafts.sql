-- What somebody is writing and has not saved: one for each account and document, under seal. document: 0 for a new one;
-- base: the version of the document that it was begun on.
CREATE TABLE document_draft (
  id BIGINT PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES account (id),
  document BIGINT NOT NULL,
  base BIGINT NOT NULL,
  content TEXT NOT NULL,
  kept_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX document_draft_of_account ON document_draft (account_id, document);
CREATE INDEX document_draft_by_age ON document_draft (kept_at)
