/** A hit of an invented company; `over` replaces or removes fields of its document, or the hit's `_id`. */
export function aHit(over: object = {}): unknown {
  const source = {
    ciks: ['0000777001'],
    period_ending: '2026-05-01',
    display_names: ['Elm Street Imaging Corp  (CIK 0000777001)'],
    root_forms: ['8-K'],
    file_date: '2026-05-05',
    form: '8-K',
    adsh: '0000777001-26-000001',
    file_type: '8-K',
    items: ['1.05'],
    biz_states: ['OH'],
    ...over,
  };
  const id = '_id' in over ? over._id : `${source.adsh}:report.htm`;
  return { _index: 'edgar_file', _id: id, _source: source };
}

/** What the full-text search answers; `over` replaces fields beside the hits. */
export function anAnswer(hits: unknown[], over: object = {}): string {
  return JSON.stringify({
    took: 4,
    timed_out: false,
    hits: { total: { value: hits.length }, hits, ...over },
  });
}
