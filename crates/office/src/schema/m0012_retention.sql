CREATE INDEX application_retained ON application (organ_id, arrived_on, id) WHERE anonymised_at IS NULL;
CREATE INDEX application_anonymised ON application (organ_id, id) WHERE anonymised_at IS NOT NULL;

CREATE TABLE case_mark (
  case_id BIGINT NOT NULL REFERENCES request_case (id),
  band BIGINT NOT NULL,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  mark BIGINT NOT NULL,
  PRIMARY KEY (case_id, band)
);
CREATE INDEX case_mark_by_mark ON case_mark (organ_id, mark, case_id)
