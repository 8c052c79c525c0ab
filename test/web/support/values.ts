import type { TimeView } from '../../../src/web/words/times.js';
import type { StepDates } from '../../../src/web/views/steps.js';
import type { StudyView } from '../../../src/web/views/record.js';
import type { Viewer, Who } from '../../../src/web/views/shell.js';

/** What stands where a view takes free text, so that one set of views can be short, long or hostile. */
export interface Fill {
  person: string;
  organization: string;
  /** Any other text; told what it would be, for a reader of the page. */
  text(words: string): string;
}

export const SHORT: Fill = { person: 'Jo', organization: 'Elm', text: (words) => words };

export const LONG: Fill = {
  person: 'Maximiliana-Theodora Featherstonehaugh-B',
  organization: 'Lakeside and Northern Counties Memorial Hospital and Clinics',
  text: (words) => `${words} ${'with a good many more words after it '.repeat(2)}end`,
};

export const HOSTILE_MARK = `"'><script>alert(1)</script><img src=x onerror=alert(1)>{{csrf}}&`;
export const HOSTILE: Fill = {
  person: `P${HOSTILE_MARK}`,
  organization: `O${HOSTILE_MARK}`,
  text: (words) => `${words}${HOSTILE_MARK}`,
};

export const TODAY: TimeView = {
  words: 'today 07:10',
  iso: '2026-05-04T07:10:00-04:00',
  exact: 'Monday 4 May 2026 at 07:10 GMT-4',
  near: true,
};
export const THIRD_OF_MAY: TimeView = {
  words: '3 May',
  iso: '2026-05-03T18:02:00-04:00',
  exact: 'Sunday 3 May 2026 at 18:02 GMT-4',
  near: false,
};
export const FIRST_OF_MAY: TimeView = { ...THIRD_OF_MAY, words: '1 May', iso: '2026-05-01T09:00:00-04:00' };
export const FIFTH_OF_JUNE: TimeView = {
  words: '5 June',
  iso: '2026-06-05',
  exact: 'Friday 5 June 2026',
  near: false,
};
export const FEBRUARY_2019: TimeView = {
  words: '14 February 2019',
  iso: '2019-02-14',
  exact: '14 February 2019',
  near: false,
};

export const DATES: StepDates = {
  callBy: { ...FIFTH_OF_JUNE, words: '18 May', iso: '2026-05-18' },
  copiesBy: { ...FIFTH_OF_JUNE, words: '3 June', iso: '2026-06-03' },
  correctBy: { ...FIFTH_OF_JUNE, words: '3 July', iso: '2026-07-03' },
  listBy: { ...FIFTH_OF_JUNE, words: '3 July', iso: '2026-07-03' },
};

export function self(fill: Fill): Who {
  return { name: fill.person, role: 'self' };
}

export function cared(fill: Fill, role: Who['role'] = 'representative'): Who {
  return { name: fill.person, role };
}

export function viewer(fill: Fill, everything = true): Viewer {
  return {
    name: fill.person,
    unread: everything ? 12 : 0,
    operator: everything,
    officer: everything,
    zone: 'New York',
    mailbox: everything,
    sandbox: everything,
  };
}

/** The least a study can say. */
export function bareStudy(anchor: string): StudyView {
  return {
    anchor,
    kind: 'other',
    name: null,
    organization: null,
    day: null,
    holds: 'order',
    images: null,
    shown: { state: 'shown' },
    firstList: false,
    evidence: [],
    told: null,
    evidenceReadable: false,
    ai: null,
    consents: [],
    href: null,
    flag: null,
    answer: null,
    ask: null,
  };
}

export function fullStudy(fill: Fill, anchor: string, differs: Partial<StudyView> = {}): StudyView {
  return {
    ...bareStudy(anchor),
    kind: 'ct',
    name: fill.text('CT CHEST W/O CONTRAST'),
    organization: fill.organization,
    day: FEBRUARY_2019,
    holds: 'imagesAndReport',
    images: 1212,
    evidence: ['order', 'visit', 'claim'],
    told: { by: fill.person },
    evidenceReadable: true,
    ...differs,
  };
}
