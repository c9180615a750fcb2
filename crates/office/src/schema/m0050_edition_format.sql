-- How the body of an edition is written down: Markdown, as releases before the editor kept it, or the canonical HTML
-- (crates/prose/SUBSET.md). What stands stays Markdown and looks as it did.
ALTER TABLE edition ADD COLUMN format TEXT NOT NULL DEFAULT 'markdown';
