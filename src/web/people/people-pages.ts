import { Injectable, NotFoundException } from '@nestjs/common';
import type { Response } from 'express';
import { rolesToInvite } from '../../domain/people/rules.js';
import { Clock } from '../../lib/clock.js';
import { type People, PeopleService, type Terms } from '../../services/people.service.js';
import { PreviewReader } from '../../store/people/preview.reader.js';
import { type SharedPlace, SharingStore } from '../../store/people/sharing.store.js';
import { Pages } from '../pages.js';
import { localeFor, readerOf } from '../reader-of.js';
import type { Who } from '../views/shell.js';
import { visitorOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import type { Reader } from '../words/times.js';
import { consentTo } from './consent.js';
import type { TermsForm } from './people-forms.js';
import { peopleHref } from './people-links.js';
import { endWords, termsView } from './people-view.js';
import { fieldsOf, seenView } from './preview-view.js';

/** A record as whoever shares it finds it. */
export interface RecordToShare {
  patientId: string;
  people: People;
  /** Those that the reader can share. */
  places: SharedPlace[];
  who: Who;
  reader: Reader;
}

/** Whether the reader lets anybody in at all. */
export function mayInvite({ own, patientHasAccount }: People): boolean {
  return rolesToInvite(own, patientHasAccount).length > 0;
}

/** What the pages of somebody new and of somebody who is in have in common: the form, and what it would open. */
@Injectable()
export class PeoplePages {
  constructor(
    private readonly pages: Pages,
    private readonly service: PeopleService,
    private readonly sharing: SharingStore,
    private readonly previews: PreviewReader,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFoundException where the visitor sees it no more */
  async record(patientId: string, request: VisitRequest): Promise<RecordToShare> {
    const { id } = visitorOf(request);
    const people = await this.service.peopleOf(patientId, id);
    if (people === null) throw new NotFoundException();
    const name = await this.sharing.patientName(patientId);
    return {
      patientId,
      people,
      places: await this.sharing.places(patientId, id),
      who: { name, role: people.own.role },
      reader: readerOf(request, this.clock.now()),
    };
  }

  /** The form, for somebody new or (`person`) for somebody who is in. */
  async form(
    request: VisitRequest,
    response: Response,
    { patientId, people, places, who, reader }: RecordToShare,
    shown: { form: TermsForm; name: string; email: string; person?: { name: string; href: string } },
  ): Promise<void> {
    const { form, name, email, person = null } = shown;
    this.pages.send(response, 'people-form', {
      ...(await this.pages.shell(request)),
      who,
      peopleHref: peopleHref(patientId),
      action: `${person === null ? peopleHref(patientId) : person.href}/preview`,
      person: person?.name ?? null,
      name,
      email,
      terms: mayInvite(people) ? termsView(form, people, places, reader) : null,
      endAction: person === null ? null : `${person.href}/end`,
    });
  }

  /** What the terms would open, with the words to agree to. @throws InputError where they may not be given */
  async preview(
    request: VisitRequest,
    response: Response,
    record: RecordToShare,
    shown: {
      form: TermsForm;
      terms: Omit<Terms, 'consent'>;
      person: string;
      email: string | null;
      sendAction: string;
      backAction: string;
    },
  ): Promise<void> {
    const { patientId, who, reader } = record;
    const { form, person, email, sendAction, backAction } = shown;
    const { consent, ...terms } = await this.agreed(request, record, shown.terms, person);
    const seen = await this.previews.seenWith({ patientId, ...terms });
    this.pages.send(response, 'people-preview', {
      ...(await this.pages.shell(request)),
      ...seenView(seen, terms, reader),
      who,
      peopleHref: peopleHref(patientId),
      person,
      email,
      until: terms.until && endWords(terms.until, reader),
      hides: who.role === 'self',
      consent: consent.text,
      fields: fieldsOf(form),
      sendAction,
      backAction,
    });
  }

  /** Terms as they will hold, with the words that are agreed to. @throws InputError where they may not be given */
  async agreed(
    request: VisitRequest,
    { patientId, places, who, reader }: RecordToShare,
    terms: Omit<Terms, 'consent'>,
    person: string,
  ): Promise<Terms> {
    const { until } = await this.service.allowed(patientId, visitorOf(request).id, terms);
    const given = { ...terms, until };
    const named = { who, person, places, locale: localeFor(request), zone: reader.zone };
    return { ...given, consent: consentTo(given, named) };
  }
}
