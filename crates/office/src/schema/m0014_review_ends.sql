DROP TABLE secrecy_review;
DROP TABLE case_letter_step;
ALTER TABLE case_letter DROP COLUMN writers;
ALTER TABLE report DROP COLUMN writers
