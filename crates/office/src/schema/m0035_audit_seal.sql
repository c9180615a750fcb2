-- The head of the audit chain under a key that is not in the database: who has the database alone can't rewrite it.
-- Empty until the next entry.
ALTER TABLE audit_head ADD COLUMN seal TEXT;
