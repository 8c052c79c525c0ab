import { Injectable } from '@nestjs/common';
import { mayHide } from '../../domain/people/rules.js';
import { type Hideable, HiddenStore } from '../../store/people/hidden.store.js';
import type { Who } from '../views/shell.js';
import { hiddenAction, peopleHref } from './people-links.js';
import type { HideView } from './views.js';

/** The button by which a patient keeps a thing from others, on the page of that thing. */
@Injectable()
export class HideOffer {
  constructor(private readonly hidden: HiddenStore) {}

  /** Null for everybody but the patient, and where nobody else sees the record. */
  async of(who: Who, patientId: string, what: Hideable, id: string): Promise<HideView | null> {
    if (!mayHide({ role: who.role, authority: null })) return null;
    const { shared, hidden } = await this.hidden.stateOf(patientId, what, id);
    if (!shared && !hidden) return null;
    return { action: hiddenAction(patientId), peopleHref: peopleHref(patientId), what, id, hidden };
  }
}
