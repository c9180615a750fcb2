-- The three days of the clock that whoever asked waits for (law::matters::Escalation): when it is half over, when the answer is due, from
-- when on the leader is told; none where no such clock runs. half_told_on: when it was told that it is half over.
ALTER TABLE matter ADD COLUMN half_on TEXT;
ALTER TABLE matter ADD COLUMN answer_due_on TEXT;
ALTER TABLE matter ADD COLUMN escalates_on TEXT;
ALTER TABLE matter ADD COLUMN half_told_on TEXT
