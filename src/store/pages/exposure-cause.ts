/** SQL joins for what an exposure comes from: a filing by its match, or a letter that somebody typed in. Needs `exposure`. */
export const EXPOSURE_CAUSE = `LEFT JOIN match ON match.id = exposure.match_id LEFT JOIN filing ON filing.id = match.filing_id
  LEFT JOIN paper_notice ON paper_notice.id = exposure.paper_notice_id
  LEFT JOIN organization ON organization.id = exposure.organization_id`;

/** SQL for the name of the place; needs the joins above. */
export const EXPOSED_PLACE = `coalesce(organization.name, paper_notice.facts ->> 'place')`;

/** SQL for the day of the report or of the letter, as text. */
export const TOLD_ON = `coalesce(filing.facts ->> 'submitted', paper_notice.facts ->> 'letterOn')`;

/** SQL for the last day on which a study can have been concerned, as text; null where nothing tells. */
export const HELD_UNTIL = `coalesce(filing.facts ->> 'breachEnd', filing.facts ->> 'submitted', paper_notice.facts ->> 'breachOn', paper_notice.facts ->> 'letterOn')`;
