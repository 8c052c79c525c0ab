/** Invented towns, families and brands: enough of them that most names have a word that few share. */
const HEADS =
  'Alder Ash Barrow Birch Brae Briar Cald Cedar Clear Cold Crest Dun East Elder Elm Fair Fern Gale Glen Gran Hal Haw Hazel Heron High Hollow Iron Ivy Juniper Kel Kings Lake Lark Lin Long Maple Mar Mead Mill Moss North Oak Old Orchard Otter Pine Quarry Raven Red Rose Rowan Sand Silver South Spruce Stone Sumner Swan Thorn Upper Vale Wal West White Willow Win Wolf Wren Yar'.split(
    ' ',
  );
const TAILS =
  'bank beck borough bourne bridge brook burn bury combe cross dale den fall field ford gate grove ham haven hill holm hurst land leigh low mark mere mont moor mouth port ridge shaw side stead stoke ton vale view ville ward water well wick wood worth'.split(
    ' ',
  );
const STATES =
  'AL AZ CA CO FL GA IA IL IN KY LA MA MI MN MO NC NJ NM NY OH OK OR PA SC TN TX UT VA WA WI'.split(' ');

export function place(random) {
  return random.from(HEADS) + random.from(TAILS);
}

export function state(random) {
  return random.from(STATES);
}
