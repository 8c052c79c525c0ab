-- Who keeps a record is not always who made the scans in it: a breach at either concerns them.
-- up
CREATE TABLE connection_keeper (
  connection_id uuid NOT NULL REFERENCES connection ON DELETE CASCADE,
  organization_id uuid NOT NULL REFERENCES organization,
  patient_id uuid NOT NULL REFERENCES patient,
  PRIMARY KEY (connection_id, organization_id)
);
CREATE INDEX connection_keeper_organization ON connection_keeper (organization_id, patient_id);
CREATE INDEX connection_keeper_patient ON connection_keeper (patient_id);

-- Until now the place itself stood only for scans that name no maker.
INSERT INTO organization (origin, name)
SELECT DISTINCT ON (fhir_base) fhir_base || '|place', site_name FROM connection WHERE kind = 'fhir' ORDER BY fhir_base, created_at
ON CONFLICT (origin) DO NOTHING;
INSERT INTO connection_keeper (connection_id, organization_id, patient_id)
SELECT connection.id, organization.id, connection.patient_id
FROM connection JOIN organization ON organization.origin = connection.fhir_base || '|place'
WHERE connection.kind = 'fhir' AND NOT EXISTS (
  SELECT FROM study JOIN organization AS maker ON maker.id = study.organization_id
  WHERE study.connection_id = connection.id AND lower(trim(maker.name)) = lower(trim(organization.name)));

-- down
DROP TABLE connection_keeper;
