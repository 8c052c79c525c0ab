import { createHash } from 'node:crypto';
import { OutsideError } from '../../lib/errors.js';
import type { GuardedHttp } from '../../lib/guarded-http.js';
import { HttpError } from '../../lib/http/http-error.js';
import { BreachFeed, type FeedFile, type FeedPoll } from '../breach-feed.js';
import { checked } from '../fetched-file.js';
import { decodeText } from '../text/decode-text.js';
import { PortalPage } from './portal-page.js';
import { PortalSession } from './portal-session.js';
import { readHhsFiles } from './read-hhs-files.js';

export const HHS_PORTAL = 'https://ocrportal.hhs.gov/ocr/breach/breach_report.jsf';

const CSV_LINK = { shows: /\bcsv\b/i, what: 'the export as CSV' };
const ARCHIVE_LINK = { shows: /\barchive\b/i, what: 'the archive' };

/** A page came where the list was asked for: what the portal says when it no longer knows the visit, or the form. */
class PageInsteadError extends OutsideError {
  override name = 'PageInsteadError';
}

/**
 * The breach portal of HHS, which has no address for its lists: each is exported by posting the form of its page, with the state
 * of the view and the command of the link, whose ids change with every release of the portal. Both views are read in
 * one visit; a visit that the portal ended is begun anew, once.
 */
export class HhsPortalFeed extends BreachFeed {
  readonly source = 'hhs';

  constructor(
    private readonly shell: string,
    private readonly http: GuardedHttp,
    private readonly now: () => Date,
  ) {
    super();
  }

  async poll(): Promise<FeedPoll> {
    try {
      return await this.visit();
    } catch (error) {
      if (!isEndedVisit(error)) throw error;
      return this.visit();
    }
  }

  private async visit(): Promise<FeedPoll> {
    const session = new PortalSession(this.http, this.shell);
    const open = pageOf(await session.open());
    const underInvestigation = await this.exportOf(session, open, 'under-investigation');
    const closed = pageOf(await session.post(open.press(ARCHIVE_LINK.shows, ARCHIVE_LINK.what)));
    const archive = await this.exportOf(session, closed, 'archive');
    if (archive.sha256 === underInvestigation.sha256)
      throw new OutsideError(
        'the HHS breach portal gave the same list for both views. Nothing was taken from it.',
        false,
        { said: { id: 'feeds.fault.portal-same', values: {} } },
      );
    return { source: this.source, files: [underInvestigation, archive] };
  }

  private async exportOf(session: PortalSession, page: PortalPage, view: string): Promise<FeedFile> {
    const bytes = await session.post(page.press(CSV_LINK.shows, CSV_LINK.what));
    if (decodeText(bytes).trimStart().startsWith('<'))
      throw new PageInsteadError(
        `the HHS breach portal answered the export of its list (${view}) with a web page. Nothing was taken from it.`,
        false,
        { said: { id: 'feeds.fault.portal-page', values: {} } },
      );
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = { name: `${new URL(this.shell).host}/${view}.csv`, bytes, sha256, readAt: this.now() };
    checked(() => readHhsFiles([file], file.readAt));
    return file;
  }
}

function pageOf(bytes: Uint8Array): PortalPage {
  return new PortalPage(decodeText(bytes));
}

/** JavaServer Faces tells an expired view by a page, an error of the server, or by sending the visitor elsewhere. */
function isEndedVisit(error: unknown): boolean {
  if (error instanceof PageInsteadError) return true;
  return error instanceof HttpError && (error.code === 'server-error' || error.code === 'redirect');
}
