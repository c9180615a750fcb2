-- What was typed when an application was registered, mended: what stood before, under seal, with the reason.
CREATE TABLE registration_mending (
  id BIGINT PRIMARY KEY,
  application_id BIGINT NOT NULL REFERENCES application (id),
  case_id BIGINT NOT NULL REFERENCES request_case (id),
  fields TEXT NOT NULL,
  stated TEXT,
  reason TEXT NOT NULL,
  account_id BIGINT REFERENCES account (id),
  mended_by TEXT NOT NULL,
  mended_at BIGINT NOT NULL
);
CREATE INDEX registration_mending_by_application ON registration_mending (application_id, id)
