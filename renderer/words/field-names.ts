/**
 * Names of tag fields as people read them, the order in which the inspector shows them, and which of them
 * hold one value only. Fields that are not listed here show under their own name, after the listed ones.
 */

const NAMES: Readonly<Record<string, string>> = {
  title: 'Title',
  artist: 'Artist',
  album: 'Album',
  albumartist: 'Album artist',
  genre: 'Genre',
  date: 'Date',
  tracknumber: 'Track',
  totaltracks: 'Tracks in all',
  discnumber: 'Disc',
  totaldiscs: 'Discs in all',
  composer: 'Composer',
  conductor: 'Conductor',
  lyricist: 'Lyricist',
  performer: 'Performer',
  arranger: 'Arranger',
  remixer: 'Remixer',
  producer: 'Producer',
  work: 'Work',
  movement: 'Movement',
  originaldate: 'First released',
  label: 'Label',
  catalognumber: 'Catalogue no.',
  barcode: 'Barcode',
  isrc: 'ISRC',
  media: 'Medium',
  website: 'Website',
  license: 'Licence',
  encodedby: 'Encoded by',
  encodersettings: 'Encoder',
  language: 'Language',
  subtitle: 'Subtitle',
  grouping: 'Grouping',
  mood: 'Mood',
  bpm: 'BPM',
  key: 'Key',
  compilation: 'Compilation',
  copyright: 'Copyright',
  comment: 'Comment',
  lyrics: 'Lyrics',
  picture: 'Picture',
};

/** Shown empty in the inspector when the file has none, so that they can be filled where one looks for them. */
export const ALWAYS_SHOWN: readonly string[] = [
  'title',
  'artist',
  'album',
  'albumartist',
  'genre',
  'date',
  'tracknumber',
];

/** Fields that a person may add by name; anything else may be typed. */
export const KNOWN_FIELDS: readonly string[] = Object.keys(NAMES).filter((field) => field !== 'picture');

const SINGLE = new Set([
  'title',
  'album',
  'date',
  'originaldate',
  'tracknumber',
  'totaltracks',
  'discnumber',
  'totaldiscs',
  'bpm',
  'key',
  'compilation',
  'comment',
  'lyrics',
  'copyright',
  'isrc',
  'barcode',
  'work',
  'movement',
]);

const LONG = new Set(['comment', 'lyrics', 'description', 'copyright']);

const TECHNICAL =
  /^(?:encoder|encodedby|encodersettings|replaygain_.*|musicbrainz_.*|acoustid_.*|musicip_.*|asin|originalfilename|gapless|script|.*sort)$/u;

/** Whether a field is for programs rather than for people: the inspector keeps such fields folded. */
export function isTechnical(field: string): boolean {
  return TECHNICAL.test(field);
}

/** Label of a field: `albumartist` → `Album artist`; unknown fields keep their name. */
export function fieldName(field: string): string {
  return NAMES[field] ?? field;
}

/** Whether a field takes one value, so that `;` inside it is just a character. */
export function holdsOneValue(field: string): boolean {
  return SINGLE.has(field);
}

/** Whether a field may run over several lines. */
export function holdsLongText(field: string): boolean {
  return LONG.has(field);
}

const order = new Map(Object.keys(NAMES).map((field, index) => [field, index]));

/** Sort order of fields in the inspector: the listed ones first, then the rest by name. */
export function compareFields(left: string, right: string): number {
  const a = order.get(left) ?? Number.MAX_SAFE_INTEGER;
  const b = order.get(right) ?? Number.MAX_SAFE_INTEGER;
  return a === b ? left.localeCompare(right) : a - b;
}
