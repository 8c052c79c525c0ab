import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FeedPoll } from '../../../src/feeds/breach-feed.js';
import { HhsPortalFeed } from '../../../src/feeds/hhs/hhs-portal-feed.js';
import { readHhsFiles } from '../../../src/feeds/hhs/read-hhs-files.js';
import { OutsideError } from '../../../src/lib/errors.js';
import { type ServedSource, serveSource } from '../support.js';
import { aList, aRow } from './a-list.js';
import { APortal } from './a-portal.js';

const NOW = new Date('2025-06-01T12:00:00Z');
let portal: APortal;
let source: ServedSource;
beforeEach(async () => {
  portal = new APortal();
  portal.lists = { open: aList([aRow('Open case')]), archive: aList([aRow('Closed case')], '\r\n') };
  source = await serveSource(portal.listener);
});
afterEach(() => source.close());

function poll(): Promise<FeedPoll> {
  const shell = `${source.origin}/ocr/breach/breach_report.jsf`;
  return new HhsPortalFeed(shell, source.http, () => NOW).poll();
}

describe('a poll of the breach portal', () => {
  it('exports both views from a page that shows no row', async () => {
    const { files } = await poll();
    const { rows } = readHhsFiles(files, NOW);
    expect(rows.map(({ view, filing }) => [view, filing.name])).toEqual([
      ['under-investigation', 'Open case'],
      ['archive', 'Closed case'],
    ]);
    expect(files[0]).toMatchObject({ readAt: NOW, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('posts the command of the link and never the id of its picture, with the cookies of the visit', async () => {
    await poll();
    expect(portal.posted.map((form) => Object.keys(form))).toEqual([
      ['ocrForm', 'javax.faces.ViewState', 'ocrForm:j_idt84'],
      ['ocrForm', 'javax.faces.ViewState', 'ocrForm:j_idt20'],
      ['ocrForm', 'javax.faces.ViewState', 'ocrForm:j_idt84'],
    ]);
    expect(portal.cookies).toEqual([undefined, ...Array<string>(3).fill('JSESSIONID=s1; lb=east')]);
  });

  it('begins a visit anew, once, that the portal no longer knows', async () => {
    portal.forgets = 1;
    expect((await poll()).files).toHaveLength(2);
    portal.forgets = 2;
    await expect(poll()).rejects.toThrow(
      'answered the export of its list (under-investigation) with a web page',
    );
    expect(portal.opened).toBe(4);
  });

  it.each([
    [
      'the link of the export',
      (html: string) => html.replace('csv.png', 'table.png'),
      'no link for the export as CSV',
    ],
    [
      'the link of the archive',
      (html: string) => html.replace('Archive', 'Older'),
      'no link for the archive',
    ],
    [
      'the state of the view',
      (html: string) => html.replace('name="javax.faces.ViewState"', 'name="state"'),
      'no javax.faces.ViewState in the form ocrForm',
    ],
    [
      'the form',
      (html: string) => html.replace('<form id="ocrForm" name="ocrForm"', '<form'),
      'no form ocrForm',
    ],
    ['everything', () => '<h1>Down for repair</h1>', 'no link for the export as CSV'],
  ])('says what it did not find when the page lost %s', async (_, redesigned, why) => {
    portal.redesigned = redesigned;
    const failed = poll();
    await expect(failed).rejects.toThrow(OutsideError);
    await expect(failed).rejects.toThrow(why);
  });

  it.each([
    ['a page came for it', { archive: '<html>Please wait</html>' }, '(archive) with a web page'],
    ['it is of another kind', { archive: 'a,b\n1,2\n' }, 'not the HHS breach list as CSV'],
    ['both views are the same', { archive: aList([aRow('Open case')]) }, 'the same list for both views'],
  ])('is no poll at all when %s', async (_, lists, why) => {
    portal.lists = { ...portal.lists, ...lists };
    await expect(poll()).rejects.toThrow(why);
  });

  it('sends nothing to a server that a changed page names', async () => {
    portal.redesigned = (html) => html.replace('action="/ocr', 'action="http://elsewhere.example/ocr');
    await expect(poll()).rejects.toThrow('leads to another server');
    expect(portal.posted).toEqual([]);
  });
});
