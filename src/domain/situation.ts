/**
 * The situations a person can be told about. Each has its own words in templates/;
 * the numbers are fixed, because messages, letters and summaries refer to them.
 */
export type Situation =
  // first list ready
  | 'S01'
  // a new study the patient may not know
  | 'S02'
  // a new study, known or expected
  | 'S03'
  // a study changed
  | 'S04'
  // a study is no longer shown
  | 'S05'
  // a report was amended
  | 'S06'
  // another person's identity in the record
  | 'S07'
  // the same images in two studies
  | 'S08'
  // AI used on the scan
  | 'S09'
  // a scan that can show a face
  | 'S10'
  // a consent allows research or sharing
  | 'S11'
  // a breach at a provider, confirmed match
  | 'S12'
  // a breach, possible match
  | 'S13'
  // a breach at a vendor of a provider
  | 'S14'
  // a breach that was told of is taken back
  | 'S15'
  // a connection is broken
  | 'S16'
  // watching is paused
  | 'S17'
  // account security
  | 'S18'
  // somebody was let into a record, or out of it
  | 'S19'
  // the digest; for an officer, the monthly summary
  | 'S20'
  // an answer to a letter is due or late
  | 'S21';
