// Washington's list in its three forms, about invented places.

const ROW = {
  Id: '9,001',
  DateAware: '2025 Feb 06 12:00:00 AM',
  DateSubmitted: '2025 Mar 07 12:00:00 AM',
  DataBreachCause: 'Cyberattack',
  DateStart: '2024-12-01T00:00:00',
  DateEnd: '2025-01-05T00:00:00',
  Name: 'Elm Street Imaging, Inc.',
  CyberattackType: 'Ransomware',
  WashingtoniansAffected: '1650',
  IndustryType: 'Health',
  BusinessType: '',
  InformationType: '',
  Year: '2025',
  EntityState: 'OR ',
};
type Row = typeof ROW;

export function aCsvRow(over: Partial<Row> = {}): Row {
  return { ...ROW, ...over };
}

export function aCsv(rows: Row[]): string {
  const lines = [Object.keys(ROW), ...rows.map((row) => Object.values(row))];
  return lines
    .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`)
    .join('');
}

/** As the Socrata API gives it: no key for an empty cell. */
export function aSodaRow(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: '9001',
    dateaware: '2025-02-06T00:00:00.000',
    datesubmitted: '2025-03-07T00:00:00.000',
    databreachcause: 'Cyberattack',
    datestart: '2024-12-01T00:00:00.000',
    dateend: '2025-01-05T00:00:00.000',
    name: 'Elm Street Imaging, Inc.',
    cyberattacktype: 'Ransomware',
    washingtoniansaffected: '1650',
    industrytype: 'Health',
    entitystate: 'OR',
    ...over,
  };
}

export function aPageRow(over: { id?: string; name?: string; count?: string; href?: string } = {}): string {
  const { id = 'BreachA101', name = 'Elm &amp; Street Imaging', count = '692' } = over;
  const href = over.href ?? `https://letters.example/databreach/${id}.pdf`;
  return `<tr><td><time datetime="2025-03-07T12:00:00Z">03/07/2025</time></td>
    <td><a href="${href}">${name}</a></td><td><time datetime="2024-12-01T12:00:00Z">12/01/2024</time></td>
    <td>${count}</td><td>Name; Driver&#x27;s License</td></tr>`;
}

export function aPage(rows: string[]): string {
  return `<html><table><tr><td>Search</td></tr></table>
    <table><thead><tr><th>Date Reported</th><th>Organization Name</th><th>Date of Breach</th><th>Number</th><th>Kinds</th></tr></thead>
    <tbody>${rows.join('\n')}</tbody></table></html>`;
}
