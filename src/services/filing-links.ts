import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Filing, STAFF_ONLY_SOURCES } from '../domain/filing.js';
import {
  type IncidentView,
  incidentView,
  indexIncidents,
  linkCandidates,
  linkWindow,
  sameBreach,
  type SameBreach,
} from '../domain/same-breach.js';
import type { FreshFiling } from '../store/breach.store.js';
import { type FilingLink, FilingLinkStore } from '../store/filing-link.store.js';

/** A filing as an incident, and the breach that it belongs to so far. */
interface Incident extends IncidentView {
  filingId: string;
  breachId: string;
}

/**
 * One feed lists an incident once, and an organization's next incident under the same name: two of its filings are one
 * only where nothing speaks against it, as where an insurer files for each of its plans on one day.
 */
const SURE_WITHIN_ONE_FEED = 0.98;

/** Joins filings that tell of one incident, so that nobody hears of it twice; the operator can undo each link. */
@Injectable()
export class FilingLinks {
  constructor(private readonly store: FilingLinkStore) {}

  /**
   * Looks for each of these new filings whether another filing tells of the same incident, and lets it join that one's
   * breach. Returns them with the breaches that they belong to now.
   */
  async join(manager: EntityManager, fresh: FreshFiling[], at: string): Promise<FreshFiling[]> {
    const incidents = fresh
      .filter(({ row }) => !STAFF_ONLY_SOURCES.has(row.filing.source))
      .map(({ filingId, breachId, row }) => incidentOf(filingId, breachId, row.filing));
    const days = linkWindow(incidents);
    if (days === null) return fresh;
    const ids = incidents.map(({ filingId }) => filingId);
    const known = await this.store.others(manager, ids, days);
    const links = linksAmong(
      incidents,
      known.map(({ filingId, breachId, facts }) => incidentOf(filingId, breachId, facts)),
    );
    await this.store.save(manager, links, at);
    const joined = new Map(links.map(({ filingId, breachId }) => [filingId, breachId]));
    return fresh.map((filing) => ({ ...filing, breachId: joined.get(filing.filingId) ?? filing.breachId }));
  }
}

function incidentOf(filingId: string, breachId: string, filing: Filing): Incident {
  return { ...incidentView(filing), filingId, breachId };
}

/** One after the other, so that of three filings of one incident the third finds the breach of the first two. */
function linksAmong(incidents: Incident[], known: Incident[]): FilingLink[] {
  const index = indexIncidents([...known, ...incidents]);
  const settled = new Set(known);
  const links: FilingLink[] = [];
  for (const incident of incidents) {
    const best = bestOf(
      incident,
      linkCandidates(incident, index).filter((other) => settled.has(other)),
    );
    if (best) {
      const { filingId, breachId: formerBreachId } = incident;
      incident.breachId = best.other.breachId;
      links.push({ filingId, formerBreachId, breachId: incident.breachId, ...best.found });
    }
    settled.add(incident);
  }
  return links;
}

interface Found {
  other: Incident;
  found: SameBreach;
}

function bestOf(incident: Incident, others: Incident[]): Found | null {
  const found = others
    .map((other) => ({ other, found: sameBreach(incident, other) }))
    .filter(({ other, found: { same, score } }) =>
      other.source === incident.source ? score >= SURE_WITHIN_ONE_FEED : same,
    );
  return found.reduce<Found | null>(
    (best, one) => (best === null || one.found.score > best.found.score ? one : best),
    null,
  );
}
