-- The day it was told that half of a case's period is over, so that it is told on the first digest from then on, and once.
ALTER TABLE request_case ADD COLUMN half_way_told_on TEXT
