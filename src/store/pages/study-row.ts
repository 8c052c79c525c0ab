import type { AllowingConsent } from '../../domain/consent.js';
import type { Evidence } from '../../domain/evidence/item.js';
import type { Study } from '../../domain/study.js';

/** A study as pages read it. */
export interface StudyRow {
  id: string;
  connectionId: string;
  facts: Study;
  organization: string;
  organizationId: string;
  /** Of its organization: two letters, or null. */
  state: string | null;
  /** ISO 3166-1 alpha-2, or null. */
  country: string | null;
  /** The name of the place that shows it. */
  site: string;
  firstSeenAt: Date;
  /** How many complete pulls in a row did not bring it. */
  absences: number;
  /** It was there before anything could be compared: nothing was looked for that speaks for it. */
  firstList: boolean;
  /** What spoke for it when it was added. */
  evidence: Evidence[];
  /** Who had said that it was to come. */
  told: { accountId: string; by: string } | null;
  /** Types that the last complete pull of its connection could read. */
  readable: string[];
  /** Of its place. */
  consents: AllowingConsent[];
  missingSince: Date | null;
  withdrawnAt: Date | null;
}

/**
 * SQL to stand behind WITH: the places of a patient, as STUDY_TABLES needs them. What a place carries from pull to pull grows
 * with its studies, so it is taken apart once for each place and not for each study.
 * @param patient the SQL name of the patient
 */
export function placesOf(patient: string): string {
  return `place AS MATERIALIZED (SELECT connection.id, connection.site_name, (history ->> 'baselineAt')::timestamptz AS baseline_at,
      coalesce(history -> 'readable', '[]') AS readable, coalesce(history -> 'consents', '[]') AS consents
    FROM connection CROSS JOIN LATERAL (SELECT connection.progress -> 'history' AS history OFFSET 0) AS carried
    WHERE connection.patient_id = ${patient})`;
}

/** SQL for the columns of a StudyRow; needs STUDY_TABLES. */
export const STUDY_COLUMNS = `
  study.id, study.connection_id AS "connectionId", study.facts, organization.name AS organization, study.organization_id AS "organizationId", organization.state, organization.country, place.site_name AS site, study.first_seen_at AS "firstSeenAt", study.absences,
  coalesce(study.first_seen_at <= place.baseline_at, true) AS "firstList",
  coalesce((SELECT flag.evidence FROM flag WHERE flag.study_id = study.id AND flag.kind = 'added' ORDER BY flag.created_at DESC LIMIT 1), '[]') AS evidence,
  (SELECT jsonb_build_object('accountId', account.id, 'by', account.name) FROM expectation JOIN account ON account.id = expectation.account_id
    WHERE expectation.study_id = study.id AND NOT known ORDER BY expectation.said_at LIMIT 1) AS told,
  place.readable,
  place.consents,
  (SELECT max(flag.created_at) FROM flag WHERE flag.study_id = study.id AND flag.kind = 'missing') AS "missingSince",
  (SELECT max(flag.created_at) FROM flag WHERE flag.study_id = study.id AND flag.kind = 'retracted') AS "withdrawnAt"`;

/** A study that shares a series or an image with another. */
export interface SharingRow {
  id: string;
  facts: Study;
  organization: string;
}

const UIDS = (facts: string): string =>
  `(jsonb_path_query_array(${facts}, '$.series[*].uid') || jsonb_path_query_array(${facts}, '$.series[*].instanceUids[*]'))`;

/** SQL for the studies of the same place that share images with `study`, as a list of SharingRow. */
export const SHARING = `coalesce((
  SELECT jsonb_agg(jsonb_build_object('id', other.id, 'facts', other.facts, 'organization', holder.name) ORDER BY other.id)
  FROM study AS other JOIN organization AS holder ON holder.id = other.organization_id
  WHERE other.connection_id = study.connection_id AND other.id <> study.id AND other.absences = 0 AND other.facts ->> 'status' <> 'retracted'
    AND ${UIDS('other.facts')} ?| ARRAY(SELECT jsonb_array_elements_text(${UIDS('study.facts')}))), '[]')`;

/** SQL for the tables of a StudyRow; needs `placesOf` its patient. */
export const STUDY_TABLES = `
  study JOIN organization ON organization.id = study.organization_id JOIN place ON place.id = study.connection_id`;
