-- Files in the object store under ids of the room's own. sealed_key: the file's key, itself sealed; NULL once it is let go of.
-- sm3 is of what lies in the store. unclaimed_since: NULL while a record holds the file; 0 when it was just let go of.
CREATE TABLE stored_file (
  id BIGINT PRIMARY KEY,
  sealed_key TEXT,
  bytes BIGINT NOT NULL,
  sm3 TEXT NOT NULL,
  unclaimed_since BIGINT
);
CREATE INDEX stored_file_unclaimed ON stored_file (unclaimed_since) WHERE unclaimed_since IS NOT NULL;

-- What these rows hold. The contents of earlier releases stand in application_file_content, paper_content and
-- case_import_file under the same ids until the worker has moved them: a later release drops those three once they are empty.
ALTER TABLE application_file ADD COLUMN stored_id BIGINT REFERENCES stored_file (id);
ALTER TABLE paper ADD COLUMN stored_id BIGINT REFERENCES stored_file (id);
ALTER TABLE case_import ADD COLUMN stored_id BIGINT REFERENCES stored_file (id);

-- One row holds a file; and a file that goes is not looked for in all of them.
CREATE UNIQUE INDEX application_file_stored ON application_file (stored_id);
CREATE UNIQUE INDEX paper_stored ON paper (stored_id);
CREATE UNIQUE INDEX case_import_stored ON case_import (stored_id)
