// California's list in its two forms, about invented places.

/** Organization, dates of the breach, date reported. */
export type CaRow = [string, string, string];

/** As the site exports it: two spaces in a header, CRLF. */
export function aCsv(rows: CaRow[]): string {
  const header = ['Organization Name', 'Date(s) of Breach  (if known)', 'Reported Date'];
  return [header, ...rows]
    .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`)
    .join('');
}

export function aPage(rows: CaRow[]): string {
  const lines = rows.map(
    ([name, breached, reported], at) => `<tr><td class="views-field">
      <a href="/ecrime/databreach/reports/sb24-60000${at + 1}">${name.replaceAll('&', '&amp;')}</a></td>
      <td>${breached}</td><td>${reported}</td></tr>`,
  );
  return `<html><table><thead><tr><th>Organization Name</th><th>Dates</th><th>Reported</th></tr></thead>${lines.join('')}</table>`;
}
