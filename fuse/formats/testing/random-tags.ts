/**
 * Random tags and pictures that every format can say, for tests that write and read them back.
 */
import { TAG_MAPPINGS } from '../tag-mapping.ts';
import type { Tags } from '../layout.ts';
import type { PlacedPicture } from '../plan.ts';

type Random = (below: number) => number;

const WORDS = [
  'Ash',
  'Søster',
  'Čas',
  'Ночь',
  '夜',
  'a/b',
  'x=y',
  'ﬁ',
  '🎵',
  'don’t',
  'é',
  'Río',
  '(live)',
  '50%',
  '"quoted"',
  'a;b',
  "it's",
];

/** Fields whose values are not free text in at least one format, with values that all formats can say. */
const SPECIAL: Readonly<Record<string, (random: Random) => string[]>> = {
  tracknumber: (random) => [String(1 + random(200))],
  totaltracks: (random) => [String(1 + random(200))],
  discnumber: (random) => [String(1 + random(20))],
  totaldiscs: (random) => [String(1 + random(20))],
  movementnumber: (random) => [String(1 + random(20))],
  movementtotal: (random) => [String(1 + random(20))],
  bpm: (random) => [String(60 + random(120))],
  compilation: () => ['1'],
  gapless: () => ['1'],
  podcast: () => ['1'],
  showmovement: () => ['1'],
  date: (random) => [['1999', '2004-05', '2004-05-06', '2004-05-06T07:08', '2004-05-06T07:08:09'][random(5)] as string],
  originaldate: (random) => [['1969', '1969-07', '1969-07-20'][random(3)] as string],
  website: () => ['https://example.org/a?b=c'],
  license: () => ['https://creativecommons.org/licenses/by/4.0/'],
  performer: (random) => [`${text(random)} (piano)`, text(random).replaceAll('(', '')],
  musicbrainz_recordingid: () => ['f151cb94-c909-46a8-ad99-fb77391abfb8'],
};

function text(random: Random): string {
  return Array.from({ length: 1 + random(4) }, () => WORDS[random(WORDS.length)] as string).join(' ');
}

export function randomTags(random: Random): Tags {
  const tags: Record<string, string[]> = {};
  for (const { field } of TAG_MAPPINGS) {
    if (random(3) === 0) tags[field] = SPECIAL[field]?.(random) ?? distinct(random, 1 + random(3));
  }
  for (let k = random(3); k > 0; k -= 1) tags[`own field ${random(1000)}`] = distinct(random, 1 + random(2));
  return tags;
}

function distinct(random: Random, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${text(random)} ${i}`);
}

/** Pictures whose bodies are `blobs`, of a few bytes to many. */
export function randomPictures(random: Random, blobs: Record<string, Uint8Array>): PlacedPicture[] {
  return Array.from({ length: random(4) }, () => {
    const length = 1 + random(random(4) === 0 ? 200_000 : 3000);
    const path = `/art/${Object.keys(blobs).length}`;
    blobs[path] = Uint8Array.from({ length }, () => random(256));
    return {
      type: random(21),
      mime: ['image/jpeg', 'image/png'][random(2)] as string,
      description: random(2) === 0 ? '' : text(random),
      width: random(2000),
      height: random(2000),
      depth: 24,
      length,
      body: { kind: 'blob', path, offset: 0, length },
    };
  });
}
