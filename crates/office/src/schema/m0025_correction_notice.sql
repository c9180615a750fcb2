-- The last day to ask for a correction (条例第三十条), while nothing has ended that clock: a day of its own beside the next due one.
ALTER TABLE request_case ADD COLUMN correction_notice_on TEXT;
CREATE INDEX request_case_correction_notice ON request_case (organ_id, correction_notice_on, id)
  WHERE correction_notice_on IS NOT NULL;

-- An extension counts where it says who agreed to it. Of those in ledgers taken in before, no column named anybody.
UPDATE case_event SET event = REPLACE(event, '"approved_by":""', '"approved_by":"（登记表未载姓名）"')
  WHERE act = 'extended' AND actor LIKE '%（导入登记表）'
