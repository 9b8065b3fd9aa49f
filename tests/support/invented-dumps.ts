/**
 * Dumps of AcoustID and MusicBrainz in the form in which they are published, with invented content: as many as wanted,
 * the same for the same numbers. Fingerprints are as long and as compressible as those of music.
 */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { testItems, testUuid } from '../../app/dumps/testing-dumps.ts';
import type { DumpKind } from '../../app/model/dumps.ts';

export const DAY = '2026-07-22';
const CREATED = '2026-07-22T00:00:18.312881+00:00';
/** Tracks of a release. */
export const RELEASE_TRACKS = 10;
const NOUNS = [
  'Salt',
  'Copper',
  'Harbour',
  'Lamp',
  'Weir',
  'Loom',
  'Kiln',
  'Gannet',
  'Signal',
  'Tide',
  'Iron',
  'Mudlark',
];

/** Ids of what number `at` is, from 1. */
export const dumpIds = {
  track: (at: number): string => testUuid(at),
  recording: (at: number): string => testUuid(1e9 + at),
  release: (at: number): string => testUuid(2e9 + at),
};

export const lengthOf = (at: number): number => 120 + (at % 300);

/** Names that few others have. */
export function titleOf(at: number): string {
  const noun = (step: number): string => NOUNS[Math.floor(at / NOUNS.length ** step) % NOUNS.length]!;
  return `${noun(0)} ${noun(1)} ${at}`;
}

export const artistOf = (at: number): string => `The ${NOUNS[at % NOUNS.length]!} Band ${at % 5000}`;

const releaseNumber = (at: number): number => Math.floor((at - 1) / RELEASE_TRACKS) + 1;

function credit(at: number) {
  const name = artistOf(at);
  return [{ name, joinphrase: '', artist: { id: testUuid(3e9 + (at % 5000)), name, 'sort-name': name, aliases: [] } }];
}

function recording(at: number) {
  return {
    id: dumpIds.recording(at),
    title: titleOf(at),
    length: lengthOf(at) * 1000,
    isrcs: [`XX${String(at).padStart(10, '0')}`],
    'artist-credit': credit(releaseNumber(at)),
    disambiguation: '',
    video: false,
    aliases: [],
    tags: [],
    genres: [],
    relations: [],
  };
}

function release(at: number) {
  const first = (at - 1) * RELEASE_TRACKS + 1;
  return {
    id: dumpIds.release(at),
    title: titleOf(at),
    status: 'Official',
    date: '2016-09-02',
    country: 'XW',
    barcode: '',
    disambiguation: '',
    quality: 'normal',
    'text-representation': { language: 'eng', script: 'Latn' },
    'artist-credit': credit(at),
    'release-group': { id: testUuid(4e9 + at), title: titleOf(at), 'primary-type': 'Album', 'secondary-types': [] },
    'label-info': [
      { 'catalog-number': `CAT ${at}`, label: { id: testUuid(5e9 + (at % 900)), name: `Label ${at % 900}` } },
    ],
    'cover-art-archive': { front: true, back: false, artwork: true, count: 1, darkened: false },
    tags: [],
    genres: [],
    relations: [],
    media: [
      {
        position: 1,
        title: '',
        format: 'CD',
        'track-count': RELEASE_TRACKS,
        'track-offset': 0,
        tracks: Array.from({ length: RELEASE_TRACKS }, (_, place) => ({
          id: testUuid(6e9 + first + place),
          position: place + 1,
          number: String(place + 1),
          title: titleOf(first + place),
          length: lengthOf(first + place) * 1000,
          'artist-credit': credit(at),
          recording: recording(first + place),
        })),
      },
    ],
  };
}

const LINES: { readonly [Kind in DumpKind]: (at: number) => unknown } = {
  track: (at) => ({ id: at, gid: dumpIds.track(at), created: CREATED }),
  meta: (at) => ({
    id: at,
    track: titleOf(at),
    artist: artistOf(at),
    album: titleOf(releaseNumber(at)),
    created: CREATED,
  }),
  fingerprint: (at) => ({
    id: at,
    fingerprint: [...new Int32Array(testItems(at).buffer)],
    length: lengthOf(at),
    created: CREATED,
  }),
  track_fingerprint: (at) => ({ id: at, track_id: at, fingerprint_id: at, submission_count: 1, created: CREATED }),
  track_mbid: (at) => ({ id: at, track_id: at, mbid: dumpIds.recording(at), submission_count: 3, created: CREATED }),
  track_meta: (at) => ({ id: at, track_id: at, meta_id: at, submission_count: 1, created: CREATED }),
  release,
  recording,
};

/** The name that a list has where it is published, or would have as a single file in gzip. */
export function dumpName(kind: DumpKind): string {
  return kind === 'release' || kind === 'recording' ? `${kind}.gz` : `${DAY}-${kind}-update.jsonl.gz`;
}

/** Writes a list with so many lines, and resolves with its path. */
export async function writeInventedDump(folder: string, kind: DumpKind, count: number): Promise<string> {
  function* lines(): Generator<string> {
    for (let at = 1; at <= count; at += 1) yield `${JSON.stringify(LINES[kind](at))}\n`;
  }
  const path = join(folder, dumpName(kind));
  await pipeline(Readable.from(lines()), createGzip({ level: 1 }), createWriteStream(path));
  return path;
}
