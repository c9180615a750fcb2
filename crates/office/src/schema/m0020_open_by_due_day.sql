-- Open cases by their next day, in the very words that they are asked for in (`by_due_day`): an index that names the day alone
-- does not answer how many of them are open.
CREATE INDEX request_case_open_by_due_day ON request_case (organ_id, next_due_on, id)
  WHERE state NOT IN ('delivered', 'withdrawn') AND next_due_on IS NOT NULL;
DROP INDEX request_case_open
