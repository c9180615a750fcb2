-- Of an act that is done by a letter which was not written here: the letter's number, when and how it went.
ALTER TABLE case_event ADD COLUMN notice TEXT
