import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Level } from '../../domain/level.js';
import type { CaseCause } from './case.store.js';

/** What is known of a scan when somebody answers "not mine". */
export interface NotMineRow {
  /** Null where no flag asked. */
  situation: string | null;
  level: Level;
  state: string | null;
  country: string | null;
  billFits: boolean;
  dated: boolean;
}

const OF_SCAN = `organization.state, organization.country, study.facts ->> 'started' IS NOT NULL AS dated FROM study JOIN organization ON organization.id = study.organization_id`;

/** "Not mine" makes a scan one to act on soon (web/flag-view), unless it asks for more already. */
const LEVEL = `CASE flag.level WHEN 'act now' THEN 'act now' ELSE 'act soon' END AS level`;

/** What cases follow from. */
@Injectable()
export class CaseCauseStore {
  async notMine(
    manager: EntityManager,
    cause: Exclude<CaseCause, { exposureId: string }>,
  ): Promise<NotMineRow> {
    const [row] = await ('flagId' in cause
      ? manager.query<NotMineRow[]>(
          `SELECT flag.situation, ${LEVEL}, jsonb_path_exists(flag.evidence, '$[*] ? (@.type == "ExplanationOfBenefit")') AS "billFits", ${OF_SCAN}
           JOIN flag ON flag.study_id = study.id WHERE flag.id = $1`,
          [cause.flagId],
        )
      : manager.query<NotMineRow[]>(
          `SELECT NULL AS situation, 'act soon' AS level, false AS "billFits", ${OF_SCAN} WHERE study.id = $1`,
          [cause.studyId],
        ));
    return row!;
  }
}
