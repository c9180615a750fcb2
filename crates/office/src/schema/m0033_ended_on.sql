-- The day a case was over: its reply went out (国办公开办函〔2016〕235号: 以交邮、签收之日为答复之日), or the application was withdrawn.
ALTER TABLE request_case ADD COLUMN ended_on TEXT;
UPDATE request_case SET ended_on = COALESCE((SELECT MAX(happened_on) FROM case_event
  WHERE case_event.case_id = request_case.id AND case_event.act IN ('delivered', 'withdrawn')), decided_on)
  WHERE state IN ('delivered', 'withdrawn');
-- The log of answers dates an answer by the day it went out as well.
UPDATE logged_answer SET replied_on = (SELECT ended_on FROM request_case WHERE request_case.id = logged_answer.case_id)
  WHERE EXISTS (SELECT 1 FROM request_case WHERE request_case.id = logged_answer.case_id AND request_case.ended_on IS NOT NULL
  AND request_case.decided_on = logged_answer.replied_on)
