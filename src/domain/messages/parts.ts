import type { LawId } from '../law.js';
import type { Block, Line, Message } from './message.js';
import type { Told } from './told.js';
import { isUnderFederalLaw } from '../letters/place.js';
import { countryOf } from './steps.js';

/** What a message says; who hears it, and how loud, is the same for all. */
export type Said = Pick<Message, 'title' | 'happened' | 'means' | 'stepsIntro' | 'steps' | 'help'> & {
  /** What changes nothing in the steps, and can wait until somebody asks for more. */
  more?: Line[];
  /** Rules named beside those of the steps. */
  laws?: LawId[];
};

export function line(id: string, values?: Line['values']): Line {
  return values === undefined ? { id } : { id, values };
}

export function say(id: string, values?: Line['values']): Block {
  return { say: line(id, values) };
}

export function list(ids: string[]): Block {
  return { list: ids.map((id) => line(id)) };
}

/** The blocks whose condition holds. */
export function when(holds: boolean, ...blocks: Block[]): Block[] {
  return holds ? blocks : [];
}

/** Whom to turn to about an entry of the record. */
export function helpOfRecord({ place }: Pick<Told, 'place'>): Line[] {
  return [privacyAt(place), line('help.doctor'), complaintAt(place)];
}

/** The notice that names the contact is one of the United States (45 CFR 164.520). */
export function privacyAt(place: Told['place']): Line {
  return line(isUnderFederalLaw(place) ? 'help.privacy' : 'help.privacy.abroad');
}

/** Whom to turn to where an office does not answer. */
export function complaintAt(place: Told['place']): Line {
  const country = countryOf(place);
  return line(country === 'US' ? 'help.complaint' : `help.complaint.${country}`);
}
