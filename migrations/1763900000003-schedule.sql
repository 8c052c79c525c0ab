-- Pulls due are chosen by index, fairly among sites and few at a time for each; null means not due until linked again.
-- up
ALTER TABLE connection
  ALTER COLUMN next_pull_at DROP NOT NULL,
  -- Pulls in a row that found the site unwell.
  ADD COLUMN failures integer NOT NULL DEFAULT 0,
  -- IANA zone of the site, whose busy hours are kept off; null where it is not known.
  ADD COLUMN site_zone text,
  -- Scheme, host and port: what a server counts requests by, however many sites it serves.
  ADD COLUMN fhir_origin text NOT NULL GENERATED ALWAYS AS (coalesce(substring(lower(fhir_base) FROM '^[a-z][a-z0-9+.-]*://[^/?#]+'), fhir_base)) STORED;

DROP INDEX connection_due;
CREATE INDEX connection_due ON connection (next_pull_at) WHERE next_pull_at IS NOT NULL;
-- Those that nobody rang for, site by site; and the few that somebody did.
CREATE INDEX connection_waiting ON connection (fhir_origin, fhir_base, next_pull_at) WHERE rung_at IS NULL AND next_pull_at IS NOT NULL;
CREATE INDEX connection_rung ON connection (rung_at) WHERE rung_at IS NOT NULL;

-- down
DROP INDEX connection_rung;
DROP INDEX connection_waiting;
DROP INDEX connection_due;
UPDATE connection SET next_pull_at = now() WHERE next_pull_at IS NULL;
ALTER TABLE connection
  DROP COLUMN fhir_origin,
  DROP COLUMN site_zone,
  DROP COLUMN failures,
  ALTER COLUMN next_pull_at SET NOT NULL;
CREATE INDEX connection_due ON connection (next_pull_at);
