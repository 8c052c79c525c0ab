import { Injectable } from '@nestjs/common';
import type { Grant } from '../domain/access.js';
import type { GrantRole } from '../domain/notification.js';
import { Clock } from '../lib/clock.js';
import { ErasureStore } from '../store/erasure.store.js';
import { ConnectionAccess } from './connection-access.service.js';

export interface Deleted {
  places: number;
  studies: number;
  /** Places at which the access was taken back. */
  takenBack: string[];
  /** Places at which only the person can take it back. */
  left: string[];
}

/** Deletes a person: takes back what access can be taken back, then removes every row. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly erasures: ErasureStore,
    private readonly access: ConnectionAccess,
    private readonly clock: Clock,
  ) {}

  /** Only the patient may, or where they have no account whoever acts for them in everything. */
  async mayDelete(patientId: string, { role, places, kinds }: Grant): Promise<boolean> {
    if (role === 'self') return true;
    const whole = role === 'representative' && places === null && kinds === null;
    return whole && !(await this.erasures.hasOwner(patientId));
  }

  /** A place that cannot be asked now holds nothing up: its tokens are destroyed here all the same. */
  async delete(patientId: string, role: GrantRole): Promise<Deleted> {
    const linked = await this.erasures.linked(patientId);
    const revoked = await Promise.all(linked.map(({ id }) => this.access.revoke(id)));
    const takenBack = linked.filter((_, at) => revoked[at]).map(({ siteName }) => siteName);
    const left = linked.filter((_, at) => !revoked[at]).map(({ siteName }) => siteName);
    const said = { at: this.clock.now(), role, revoked: takenBack.length };
    return { ...(await this.erasures.erase(patientId, said)), takenBack, left };
  }
}
