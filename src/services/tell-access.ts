import type { EntityManager } from 'typeorm';
import { type AccessChange, levelOfChange, type Told } from '../domain/people/access-news.js';
import type { AccessNewsStore } from '../store/people/access-news.store.js';

/** A change in who can see a record. */
export interface ChangedAccess {
  patientId: string;
  grantId: string;
  /** The account whose grant it is. */
  caregiver: string;
  change: AccessChange;
  /** The account that made it. */
  by: string;
  /** The other side hears nothing, and no mail tells of it. */
  quietly?: boolean;
}

/** Tells both sides of a change (S19), in its transaction. Whoever is let out reads of it without a grant. */
export async function tellAccess(
  news: AccessNewsStore,
  manager: EntityManager,
  { patientId, grantId, caregiver, change, by, quietly = false }: ChangedAccess,
  at: Date,
): Promise<void> {
  const speaking = await news.patientSide(manager, patientId);
  const facts = { by, byPatient: speaking.includes(by) && by !== caregiver, leaves: by === caregiver };
  const told: Told[] = [
    ...speaking
      .filter((accountId) => accountId !== caregiver)
      .map((accountId) => ({ accountId, side: 'patient' as const })),
    ...(quietly || facts.leaves ? [] : [{ accountId: caregiver, side: 'caregiver' as const }]),
  ];
  const rows = told.map((one) => ({
    accountId: one.accountId,
    patientId: one.side === 'caregiver' && change === 'removed' ? null : patientId,
    grantId,
    change,
    level: levelOfChange(one, facts),
    mailed: !quietly,
  }));
  await news.write(manager, rows, at.toISOString());
}
