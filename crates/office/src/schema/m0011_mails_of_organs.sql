ALTER TABLE job ADD COLUMN organ_id BIGINT REFERENCES organ (id);
CREATE INDEX job_by_organ ON job (organ_id, state);
ALTER TABLE reminder_settings ADD COLUMN has_progress BOOLEAN NOT NULL DEFAULT TRUE
