import { Injectable } from '@nestjs/common';
import { Clock } from '../lib/clock.js';
import { LeftAccountStore, type Needed } from '../store/left-account.store.js';
import { AccessNewsStore } from '../store/people/access-news.store.js';
import { SharingStore } from '../store/people/sharing.store.js';
import { refusal } from '../words/refusal.js';
import { tellAccess } from './tell-access.js';

/** Deletes an account: what it sees ends and others are told, then what is the person's own goes. */
@Injectable()
export class AccountEndService {
  constructor(
    private readonly accounts: LeftAccountStore,
    private readonly sharing: SharingStore,
    private readonly news: AccessNewsStore,
    private readonly clock: Clock,
  ) {}

  needed(accountId: string): Promise<Needed> {
    return this.accounts.needed(accountId);
  }

  /** @throws InputError where something has to be done before */
  async end(accountId: string): Promise<void> {
    const at = this.clock.now();
    await this.accounts.transaction(async (manager) => {
      const grants = await this.accounts.hold(manager, accountId);
      const { records, operator } = await this.accounts.needed(accountId, manager);
      if (records.length > 0 || operator) throw refusal('account.leave.refused');
      for (const { grantId, patientId } of grants) {
        await this.sharing.end(manager, grantId, accountId, at);
        const change = {
          patientId,
          grantId,
          caregiver: accountId,
          change: 'removed',
          by: accountId,
        } as const;
        await tellAccess(this.news, manager, change, at);
      }
      await this.accounts.erase(manager, accountId, at);
    });
  }
}
