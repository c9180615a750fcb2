-- Pictures of written text. digest: the SM3 of the widest file that is no WebP; kind, width and height are that file's.
CREATE TABLE picture (
  id BIGINT PRIMARY KEY,
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  digest TEXT NOT NULL,
  kind TEXT NOT NULL,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  added_by TEXT NOT NULL,
  added_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX picture_of_organ ON picture (organ_id, digest);
-- Its files, each under its own SM3 in the object store.
CREATE TABLE picture_file (
  picture_id BIGINT NOT NULL REFERENCES picture (id),
  width BIGINT NOT NULL,
  kind TEXT NOT NULL,
  digest TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  PRIMARY KEY (picture_id, width, kind)
);
-- Which editions show it: the public sees a picture only while an edition that is out does.
CREATE TABLE edition_picture (
  edition_id BIGINT NOT NULL REFERENCES edition (id),
  picture_id BIGINT NOT NULL REFERENCES picture (id),
  PRIMARY KEY (edition_id, picture_id)
);
CREATE INDEX edition_picture_of_picture ON edition_picture (picture_id)
