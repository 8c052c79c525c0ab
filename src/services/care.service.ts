import { Injectable } from '@nestjs/common';
import { MOST_REPLY_BYTES, replyType } from '../domain/cases/reply.js';
import type { GrantRole } from '../domain/notification.js';
import type { CareAuthority } from '../domain/people/rules.js';
import { eighteenthBirthday, isDay } from '../domain/people/until.js';
import { Clock } from '../lib/clock.js';
import { AccessNewsStore } from '../store/people/access-news.store.js';
import { CareStore } from '../store/people/care.store.js';
import { type NewGrant, SharingStore } from '../store/people/sharing.store.js';
import { refusal } from '../words/refusal.js';
import { tellAccess } from './tell-access.js';

/** Claims of one account that wait at the same time. */
const MOST_WAITING = 10;
const EARLIEST_BIRTH = '1900-01-01';
const EVERYTHING = { places: null, kinds: null, until: null, consent: null };

/** A person to be watched. */
export interface Person {
  name: string;
  /** YYYY-MM-DD. */
  birthDate: string;
}

/** Adding people to be watched: oneself, or somebody in one's care, which an operator looks at. */
@Injectable()
export class CareService {
  constructor(
    private readonly care: CareStore,
    private readonly sharing: SharingStore,
    private readonly news: AccessNewsStore,
    private readonly clock: Clock,
  ) {}

  /** The reader's own record, empty; its patient. @throws InputError where they have one, or a date is none */
  addSelf(accountId: string, person: Person): Promise<string> {
    this.refuseUnborn(person);
    return this.care.transaction(async (manager) => {
      const { own } = await this.care.heldBy(manager, accountId);
      if (own) throw refusal('people.refused.ownAlready');
      const patientId = await this.care.addPatient(manager, person.name, person.birthDate);
      await this.sharing.give(manager, grantOf(accountId, patientId, 'self'), this.clock.now());
      return patientId;
    });
  }

  /**
   * Somebody in the reader's care. Until an operator has seen the proof, which is kept byte for byte, they look as a helper.
   * @throws InputError for a file that is no proof, a date that is none, a parent of somebody of age, or too many at once
   */
  addInCare(accountId: string, person: Person, authority: CareAuthority, proof: Buffer): Promise<string> {
    this.refuseUnborn(person);
    const now = this.clock.now();
    if (authority === 'parent' && eighteenthBirthday(person.birthDate) <= now)
      throw refusal('people.refused.ofAge');
    const proofType = replyType(proof);
    if (proofType === null) throw refusal('people.refused.proof');
    if (proof.length > MOST_REPLY_BYTES) throw refusal('people.refused.large');
    return this.care.transaction(async (manager) => {
      const { waiting } = await this.care.heldBy(manager, accountId);
      if (waiting >= MOST_WAITING) throw refusal('people.refused.claims');
      const patientId = await this.care.addPatient(manager, person.name, person.birthDate);
      await this.sharing.give(manager, grantOf(accountId, patientId, 'helper'), now);
      await this.care.claim(manager, { accountId, patientId, authority, proof, proofType }, now);
      return patientId;
    });
  }

  /**
   * An operator has looked at the proof: the claimant may act from now on, a parent until the child is of age; or sees
   * nothing any more. False where the claim does not wait.
   */
  decide(claimId: string, operatorId: string, accepted: boolean): Promise<boolean> {
    const at = this.clock.now();
    return this.care.transaction(async (manager) => {
      const claim = await this.care.decide(manager, claimId, { by: operatorId, accepted, at });
      if (claim === null) return false;
      const { accountId, patientId, authority, birthDate, grantId } = claim;
      if (grantId === null) return true;
      const until = authority === 'parent' && birthDate !== null ? eighteenthBirthday(birthDate) : null;
      const grant = {
        ...grantOf(accountId, patientId, 'representative'),
        authority,
        until,
        grantedBy: operatorId,
      };
      const change = { patientId, caregiver: accountId, by: operatorId };
      if (accepted) {
        const given = await this.sharing.give(manager, grant, at);
        await tellAccess(this.news, manager, { ...change, grantId: given, change: 'added' }, at);
      } else {
        await this.sharing.end(manager, grantId, operatorId, at);
        await tellAccess(this.news, manager, { ...change, grantId, change: 'removed' }, at);
      }
      return true;
    });
  }

  private refuseUnborn({ birthDate }: Person): void {
    const today = this.clock.now().toISOString().slice(0, 10);
    if (!isDay(birthDate) || birthDate < EARLIEST_BIRTH || birthDate > today)
      throw refusal('people.refused.birthDate');
  }
}

function grantOf(accountId: string, patientId: string, role: GrantRole): NewGrant {
  return { ...EVERYTHING, accountId, patientId, role, authority: null, grantedBy: accountId };
}
