-- The seeds of second factors go under seal, by the step itself; here only that no old code is waited for: what was begun and
-- not confirmed is begun again.
UPDATE account SET totp_pending = NULL
