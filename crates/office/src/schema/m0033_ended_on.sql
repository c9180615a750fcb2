-- The day a case was over: its reply went out (国办公开办函〔2016〕235号: 以交邮、签收之日为答复之日), or the application was withdrawn.
ALTER TABLE request_case ADD COLUMN ended_on TEXT;
UPDATE request_case SET ended_on = COALESCE((SELECT MAX(happened_on) FROM case_event
  WHERE case_event.case_id = request_case.id AND case_event.act IN ('delivered', 'withdrawn')), decided_on)
  WHERE state IN ('delivered', 'withdrawn')
