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

-- down
DROP TABLE connection_keeper;
