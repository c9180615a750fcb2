ALTER TABLE account ADD COLUMN mail TEXT;
ALTER TABLE account ADD COLUMN calendar_key TEXT;
CREATE UNIQUE INDEX account_by_calendar_key ON account (calendar_key);
CREATE TABLE reminder_settings (
  organ_id BIGINT PRIMARY KEY REFERENCES organ (id),
  has_digest BOOLEAN NOT NULL,
  digest_at TEXT NOT NULL,
  has_arrivals BOOLEAN NOT NULL,
  desk_address TEXT,
  version BIGINT NOT NULL
);
CREATE TABLE digest_run (
  organ_id BIGINT NOT NULL REFERENCES organ (id),
  day TEXT NOT NULL,
  mails BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (organ_id, day)
)
