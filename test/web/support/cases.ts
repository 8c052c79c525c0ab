import type { PageName, PageViews } from '../../../src/web/views.js';
import { accessLogCases } from './access-log-cases.js';
import { accountCases } from './account-cases.js';
import { apiCases } from './api-cases.js';
import { breachCases } from './breach-cases.js';
import { breachReviewCases } from './breach-review-cases.js';
import { casePages } from './case-pages.js';
import { flagCases } from './flag-cases.js';
import { letterCases } from './letter-cases.js';
import { guideCases } from './guide-cases.js';
import { linkCases } from './link-cases.js';
import { mailCases } from './mail-cases.js';
import { officeCases } from './office-cases.js';
import { operatorCases } from './operator-cases.js';
import { peopleCases } from './people-cases.js';
import { publicCases } from './public-cases.js';
import { recordCases } from './record-cases.js';
import { summaryCases } from './summary-cases.js';
import type { Fill } from './values.js';

/** One page with one view. */
export type Case = { [Name in PageName]: { page: Name; label: string; view: PageViews[Name] } }[PageName];

/** Every page with what is worth looking at in it: empty, ordinary, full. */
export function casesWith(fill: Fill): Case[] {
  return [
    ...recordCases(fill),
    ...accessLogCases(fill),
    ...apiCases(fill),
    ...flagCases(fill),
    ...letterCases(fill),
    ...casePages(fill),
    ...breachCases(fill),
    ...guideCases(fill),
    ...linkCases(fill),
    ...mailCases(fill),
    ...officeCases(fill),
    ...operatorCases(fill),
    ...peopleCases(fill),
    ...breachReviewCases(fill),
    ...publicCases(fill),
    ...accountCases(fill),
    ...summaryCases(fill),
  ];
}
