/** An invented advisory in CSAF 2.0; `over` replaces parts of its document, `tracking` of its tracking. */
export function anAdvisory(over: object = {}, tracking: object = {}): object {
  return {
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      notes: [
        { category: 'legal_disclaimer', text: 'As is.' },
        { category: 'summary', text: 'A stranger could read images.', title: 'Risk evaluation' },
        { category: 'summary', text: 'And change them.' },
      ],
      references: [
        { category: 'external', url: 'https://elsewhere.example/' },
        { category: 'self', url: 'https://agency.example/icsma-26-001-01.json' },
        { category: 'self', url: 'https://agency.example/advisories/icsma-26-001-01' },
      ],
      title: 'Elm PACS Viewer (Update A)',
      tracking: {
        id: 'ICSMA-26-001-01',
        initial_release_date: '2026-01-02T06:00:00Z',
        current_release_date: '2026-03-04T06:00:00Z',
        version: '2',
        ...tracking,
      },
      ...over,
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: 'Elm Devices',
          branches: [
            {
              category: 'product_name',
              name: 'PACS Viewer',
              branches: [{ category: 'product_version', name: '1' }],
            },
            { category: 'product_name', name: 'PACS Server' },
          ],
        },
      ],
    },
    vulnerabilities: [
      { notes: [{ category: 'summary', text: 'The password is written into the program.' }] },
    ],
  };
}
