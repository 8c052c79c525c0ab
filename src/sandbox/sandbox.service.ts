import { Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { BreachStore } from '../store/breach.store.js';
import { ConnectionStore } from '../store/connection.store.js';
import { PeopleStore } from '../store/people.store.js';
import { OvertakenError } from '../store/record.store.js';
import { RecordService } from '../services/record.service.js';
import type { SandboxEvent } from './events.js';
import { FAMILY, FAMILY_MEMBERS, patientIdAt } from './family.js';
import { HOSPITAL_IDS, HOSPITALS, type HospitalId, SANDBOX_ZONE } from './hospitals.js';
import { type Press, pressButton } from './press-button.js';
import { SandboxStore } from './sandbox.store.js';

const PULL_EVERY_SECONDS = 300;
/** A new study is asked about once a second pull agrees: so each press is followed by two. */
const PULLS_AFTER_PRESS = 2;

/** Lets things happen in the sandbox, and looks at once at what came of it. */
@Injectable()
export class SandboxService {
  private base = '';
  private pulling: Promise<void> = Promise.resolve();
  constructor(
    private readonly store: SandboxStore,
    private readonly people: PeopleStore,
    private readonly connections: ConnectionStore,
    private readonly breaches: BreachStore,
    private readonly records: RecordService,
    private readonly logger: Logger,
  ) {}

  /** The family, their connections and the breach list, for the caregiver's account; may be called at every start. */
  async setUp(caregiverId: string, serverAddress: string): Promise<void> {
    this.base = `${serverAddress}/sandbox`;
    for (const hospital of HOSPITAL_IDS) await this.store.moveConnections(hospital, this.fhirBase(hospital));
    for (const member of FAMILY_MEMBERS) {
      const { given, family, knownAt } = FAMILY[member];
      const patientId = await this.people.patientOf(caregiverId, `${given} ${family}`, 'representative');
      for (const hospital of knownAt) {
        await this.connections.add({
          patientId,
          siteName: HOSPITALS[hospital].name,
          fhirBase: this.fhirBase(hospital),
          fhirPatientId: patientIdAt(hospital, member),
          token: null,
          pullEverySeconds: PULL_EVERY_SECONDS,
          settlingHours: 0,
          siteZone: SANDBOX_ZONE,
        });
      }
    }
    await this.breaches.announce('sandbox', new Date());
    await this.breaches.readAgainAt('sandbox', new Date());
  }

  fhirBase(hospital: HospitalId): string {
    return `${this.base}/${hospital}/fhir`;
  }

  /** Where its hospitals answer, for whoever wants to connect something else to them. */
  addresses(): string[] {
    return HOSPITAL_IDS.map((id) => `Sandbox ${HOSPITALS[id].name}: ${this.fhirBase(id)}`);
  }

  breachListAddress(view: string): string {
    return `${this.base}/breach-list/${view}.csv`;
  }

  /** Makes something happen; the pulls that notice it go on after this returns. @throws InputError in words to show */
  async press(press: Press): Promise<SandboxEvent> {
    const event = pressButton(press, await this.store.events());
    await this.store.add(event);
    if (event.kind === 'breach-reported') await this.breaches.readAgainAt('sandbox', new Date());
    else this.pulling = this.pulling.then(() => this.look(event.hospital));
    return event;
  }

  /** Resolves when the pulls of all presses so far are done. */
  settled(): Promise<void> {
    return this.pulling;
  }

  private async look(hospital: HospitalId): Promise<void> {
    const ids = await this.connections.idsAt(this.fhirBase(hospital));
    for (let turn = 0; turn < PULLS_AFTER_PRESS; turn++) {
      for (const id of ids) await this.pull(id);
    }
  }

  /** A pull that fails here is made good by the next scheduled one. */
  private async pull(id: string): Promise<void> {
    try {
      await this.records.pull(id);
    } catch (error) {
      if (!(error instanceof OvertakenError))
        this.logger.error({ connection: id, reason: String(error) }, 'a sandbox pull failed');
    }
  }
}
