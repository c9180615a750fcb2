-- What a column is for (栏目约定): its purpose, who answers for it, how often it is to have news with the rule and its source, which kinds of
-- documents it takes in (codes, a blank between).
ALTER TABLE site_column ADD COLUMN purpose TEXT;
ALTER TABLE site_column ADD COLUMN owner_unit TEXT;
ALTER TABLE site_column ADD COLUMN owner_id BIGINT;
ALTER TABLE site_column ADD COLUMN period TEXT;
ALTER TABLE site_column ADD COLUMN period_source TEXT;
ALTER TABLE site_column ADD COLUMN period_from TEXT;
ALTER TABLE site_column ADD COLUMN period_to TEXT;
ALTER TABLE site_column ADD COLUMN document_kinds TEXT
