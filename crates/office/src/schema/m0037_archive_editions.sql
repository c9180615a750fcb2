-- Reports that were published elsewhere before: the file that an archive edition came from (in the object store, by its SM3),
-- and the day of the first publication with the reason for stating it. An edition keeps both as they stood when it was frozen.
ALTER TABLE report ADD COLUMN kept_digest TEXT;
ALTER TABLE report ADD COLUMN kept_bytes BIGINT;
ALTER TABLE report ADD COLUMN first_published_on TEXT;
ALTER TABLE report ADD COLUMN first_published_why TEXT;
ALTER TABLE report_edition ADD COLUMN source_name TEXT;
ALTER TABLE report_edition ADD COLUMN kept_digest TEXT;
ALTER TABLE report_edition ADD COLUMN kept_bytes BIGINT;
ALTER TABLE report_edition ADD COLUMN first_published_on TEXT;
ALTER TABLE report_edition ADD COLUMN first_published_why TEXT
