-- Reasons for contradictions between text and tables: those of the draft, and those an edition went out with. A JSON list of
-- {finding, reason, by}.
ALTER TABLE report ADD COLUMN explained TEXT NOT NULL DEFAULT '[]';
ALTER TABLE report_edition ADD COLUMN explained TEXT NOT NULL DEFAULT '[]'
