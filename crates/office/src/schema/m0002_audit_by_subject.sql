CREATE INDEX audit_entry_by_subject ON audit_entry (organ_id, subject, seq);
