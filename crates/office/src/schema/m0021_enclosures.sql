-- What becomes of each thing that was asked for, and its files. letter_id: the reply it goes out with, from its signature on;
-- NULL while that reply is in work. given: whole, in_part, withheld; ground and reason: why something of it is withheld.
CREATE TABLE enclosure (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  case_id BIGINT NOT NULL REFERENCES request_case (id),
  letter_id BIGINT REFERENCES case_letter (id),
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  given TEXT NOT NULL,
  ground TEXT,
  reason TEXT NOT NULL,
  changed_by BIGINT REFERENCES account (id),
  changed_by_name TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX enclosure_of_case ON enclosure (case_id, position);
CREATE INDEX enclosure_of_letter ON enclosure (letter_id, position);

-- part: version goes to the applicant, original is kept under seal. cleaned_from: the file of which this is a cleaned copy.
-- screening: what was found in it, as JSON. confirmed: why it may go out although its screening warns.
CREATE TABLE enclosure_file (
  id BIGINT PRIMARY KEY,
  enclosure_id BIGINT NOT NULL REFERENCES enclosure (id),
  part TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  digest TEXT NOT NULL,
  pages BIGINT,
  screening TEXT NOT NULL,
  confirmed TEXT,
  confirmed_by_name TEXT,
  cleaned_from BIGINT,
  added_by_name TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  stored_id BIGINT REFERENCES stored_file (id)
);
CREATE INDEX enclosure_file_of_enclosure ON enclosure_file (enclosure_id);
CREATE UNIQUE INDEX enclosure_file_stored ON enclosure_file (stored_id);

-- What was found in a file that is attached to documents, by its digest. edition: of the screening that looked.
CREATE TABLE file_screening (
  digest TEXT PRIMARY KEY,
  edition BIGINT NOT NULL,
  findings TEXT NOT NULL,
  screened_at BIGINT NOT NULL
)
