-- A password that somebody asks to be set anew: for the mail to its owner (secret: the hash of the code in it, NULL until it goes
-- out), or for a second person's confirmation. It is gone once it was used, refused or the password was changed otherwise.
CREATE TABLE password_reset (
  account_id BIGINT PRIMARY KEY REFERENCES account (id),
  asked_by BIGINT NOT NULL REFERENCES account (id),
  asked_by_name TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  by_mail BOOLEAN NOT NULL,
  secret TEXT
);

-- When the mail address was entered; NULL for those of before.
ALTER TABLE account ADD COLUMN mail_set_at BIGINT
