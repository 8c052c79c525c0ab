import type {
  BreachOperatorView,
  BreachReviewView,
  FilingLinkView,
  FilingView,
  PairView,
  VerdictView,
} from '../../../src/web/views/breach-review.js';
import type { OrganizationView } from '../../../src/web/views/organizations.js';
import { differingWords } from '../../../src/web/words/differing-words.js';
import { MATCH_REASONS } from '../../../src/web/words/match-reasons.js';
import { webLink } from '../../../src/web/words/web-link.js';
import type { Case } from './cases.js';
import { type Fill, FIFTH_OF_JUNE, FIRST_OF_MAY, THIRD_OF_MAY, TODAY, viewer } from './values.js';

/** A filing with everything that a feed can say. */
export function fullFiling(fill: Fill, differs: Partial<FilingView> = {}): FilingView {
  return {
    name: fill.organization,
    source: 'hhs',
    state: 'OH',
    reportedOn: FIRST_OF_MAY,
    breachOn: THIRD_OF_MAY,
    kind: 'break-in',
    asFiled: [fill.text('Hacking/IT Incident'), fill.text('Network Server')],
    affected: { state: 'at-least-500' },
    informationTypes: [fill.text('Social Security Number'), fill.text('Medical Information')],
    description: fill.text('Somebody had access to the mailbox of an employee.'),
    report: webLink('https://breach.example.org/report?id=1'),
    gone: TODAY,
    ...differs,
  };
}

/** A filing that says little more than a name. */
export function bareFiling(fill: Fill, differs: Partial<FilingView> = {}): FilingView {
  return {
    ...fullFiling(fill),
    state: null,
    reportedOn: null,
    breachOn: null,
    kind: 'not-told',
    asFiled: [],
    affected: { state: 'not-told' },
    informationTypes: [],
    description: null,
    report: null,
    gone: null,
    ...differs,
  };
}

function pair(fill: Fill, anchor: string, differs: Partial<PairView> = {}): PairView {
  const [filedName, organizationName] = differingWords(
    `${fill.organization} Surgical`,
    `${fill.organization} Medical`,
  );
  return {
    anchor,
    action: '/breaches/review/1/2',
    breachHref: '/breaches/1/review',
    filing: fullFiling(fill),
    filedName,
    organizationName,
    onlyFiled: ['Surgical'],
    onlyKnown: ['Medical'],
    aliases: [fill.organization],
    city: fill.text('Toledo'),
    state: 'OH',
    organizationHref: '/organizations/1',
    reasons: [...MATCH_REASONS],
    score: 72,
    tellAfter: FIFTH_OF_JUNE,
    told: false,
    ...differs,
  };
}

function links(fill: Fill): FilingLinkView[] {
  const filing = { name: fill.organization, source: 'hhs' as const };
  const link: FilingLinkView = {
    filing,
    others: [{ ...filing, source: 'washington' }, filing],
    breachHref: '/breaches/1/review',
    reasons: ['same name', 'days apart'],
    score: 97,
    at: THIRD_OF_MAY,
    undone: null,
    undoAction: '/breaches/links/1/undo',
  };
  return [
    link,
    { ...link, others: [], reasons: [], undone: { at: TODAY, by: fill.person }, undoAction: null },
  ];
}

/** The operator's pages about breaches. */
export function breachReviewCases(fill: Fill): Case[] {
  const shell = { lang: 'en', csrf: fill.text('token'), viewer: viewer(fill) };
  const verdict: VerdictView = {
    anchor: 'verdict-1',
    filedName: fill.organization,
    organization: fill.organization,
    breachHref: '/breaches/1/review',
    verdict: 'same',
    by: fill.person,
    at: TODAY,
    action: '/breaches/review/1/2',
  };
  const full: BreachReviewView = {
    ...shell,
    waiting: 31,
    pairs: [
      pair(fill, 'p1'),
      pair(fill, 'p2', {
        filing: bareFiling(fill),
        onlyFiled: [],
        onlyKnown: [],
        aliases: [],
        city: null,
        state: null,
        reasons: [],
        told: true,
      }),
    ],
    atOnce: false,
    verdicts: [
      verdict,
      { ...verdict, anchor: 'verdict-2', verdict: 'different', action: null },
      { ...verdict, anchor: 'verdict-3', verdict: 'unsure' },
    ],
    earlierHref: '/breaches/review?before=1#decided',
    links: links(fill),
  };
  const breach: BreachOperatorView = {
    ...shell,
    name: fill.organization,
    publicHref: '/breaches/1',
    filings: [
      fullFiling(fill),
      bareFiling(fill, { source: 'washington', affected: { state: 'counted', people: 1234 } }),
      bareFiling(fill, { source: 'hibp', affected: { state: 'counted', people: 1 } }),
    ],
    links: links(fill),
    withdrawal: null,
    withdrawAction: '/breaches/1/withdrawal',
  };
  return [
    { page: 'breach-review', label: 'much to decide', view: full },
    {
      page: 'breach-review',
      label: 'nothing to decide',
      view: { ...full, waiting: 0, pairs: [], atOnce: true, verdicts: [], earlierHref: null, links: [] },
    },
    { page: 'breach-operator', label: 'a breach of three lists', view: breach },
    ...(['hoax', 'filed-in-error'] as const).map((reason): Case => ({
      page: 'breach-operator',
      label: reason,
      view: {
        ...breach,
        links: [],
        withdrawal: { reason, by: fill.person, at: TODAY },
        withdrawAction: null,
      },
    })),
    ...organizationCases(fill),
  ];
}

/** The operator's pages about places. */
function organizationCases(fill: Fill): Case[] {
  const shell = { lang: 'en', csrf: fill.text('token'), viewer: viewer(fill) };
  const found = { href: '/organizations/1', name: fill.organization, city: fill.text('Toledo'), state: 'OH' };
  const added = {
    name: fill.organization,
    source: null,
    link: null,
    by: fill.person,
    at: TODAY,
    ended: null,
    endAction: '/organizations/1/aliases/1/end',
  };
  const full: OrganizationView = {
    ...shell,
    ...{ name: fill.organization, city: null, state: null },
    aliases: [fill.organization],
    added: [added, { ...added, ended: TODAY, endAction: null }],
    same: [fill.organization],
    different: [fill.organization],
    vendors: [
      { ...added, source: 'https://elm.example/vendors', link: webLink('https://elm.example/vendors') },
      { ...added, source: fill.text('Its notice of 2026') },
    ],
    aliasAction: '/organizations/1/aliases',
    vendorAction: '/organizations/1/vendors',
    placeAction: '/organizations/1/place',
    placeSaid: true,
    states: [
      { code: 'OH', chosen: true },
      { code: 'WA', chosen: false },
    ],
  };
  const bare = { aliases: [], added: [], same: [], different: [], vendors: [], placeAction: null };
  const organizations = [
    { ...found, apart: null },
    { ...found, city: null, state: null, apart: '7c9e6679-7425-40de-944b-e07fc1f90ae7' },
  ];
  const places = { ...shell, query: '', organizations };
  return [
    { page: 'organizations', label: 'places without a state', view: { ...places, more: true } },
    {
      page: 'organizations',
      label: 'no place found',
      view: { ...places, query: fill.text('Elm'), organizations: [], more: false },
    },
    { page: 'organizations', label: 'no place', view: { ...places, organizations: [], more: false } },
    { page: 'organization', label: 'a place with much', view: full },
    {
      page: 'organization',
      label: 'a bare place',
      view: { ...full, ...bare, city: fill.text('Toledo'), state: 'OH', placeSaid: false },
    },
  ];
}
