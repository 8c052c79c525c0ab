import { describe, expect, it } from '@jest/globals';
import { tableRows } from '../../../src/feeds/html/table-rows.js';

describe('the tables of a page', () => {
  it('are rows of cells with their texts, links, moments and lines', () => {
    const html = `<h1>List</h1>
      <table><tr><th>Name</th></tr>
      <tr><td>Elm &amp; Co<br>North <a href="/one">letter</a></td><td><time datetime="2025-01-02">2 Jan</time></table>`;
    expect(tableRows(html)).toEqual([
      { table: 1, line: 2, isHeading: true, cells: [{ text: 'Name', href: null, times: [] }] },
      {
        table: 1,
        line: 3,
        isHeading: false,
        cells: [
          { text: 'Elm & Co\nNorth letter', href: '/one', times: [] },
          { text: '2 Jan', href: null, times: ['2025-01-02'] },
        ],
      },
    ]);
  });

  it('show no script, and a table within a cell is another one', () => {
    const html =
      '<table><tr><td>a<script>b()</script><table><tr><td>inner</table></td><td>c</td></tr></table><tr><td>d';
    expect(tableRows(html).map(({ table, cells }) => [table, cells.map(({ text }) => text)])).toEqual([
      [1, ['a']],
      [2, ['inner']],
      [0, ['d']],
    ]);
  });

  it('are none in a page that is nested beyond all measure', () => {
    expect(tableRows(`<table><tr><td>a</table>${'<div>'.repeat(1_000_000)}`)).toEqual([]);
  });
});
