/** Lines with damage of all sorts end as a row, as nothing, or as a reason: never as another error. */
import { expect, it } from 'vitest';
import { SeededRandom } from '../../../tests/index-engine/seeded-random.ts';
import { DUMP_KINDS, type DumpKind } from '../../model/dumps.ts';
import { LineError } from './line-values.ts';
import { readLine } from './read-line.ts';

const ROUNDS = 1500;
const ID = '6d7b7a4c-9d2a-4a0f-8f5e-0123456789ab';
const PERSON = { name: 'North Harbour', joinphrase: '', artist: { id: ID, name: 'North Harbour', 'sort-name': 'N' } };
const LINES: Readonly<Record<DumpKind, unknown>> = {
  track: { id: 7, gid: ID, new_id: 3, created: '2026-07-22T00:00:18+00:00' },
  meta: { id: 9, track: 'Salt \\"', artist: 'North', album: 'Salt', album_artist: 'N', track_no: 1, year: 2016 },
  fingerprint: { id: 6, fingerprint: [-1, 2, 2147483647, -2147483648], length: 221 },
  track_fingerprint: { id: 6, track_id: 7, fingerprint_id: 6, submission_count: 4 },
  track_mbid: { id: 8, track_id: 7, mbid: ID, submission_count: 2, disabled: true },
  track_meta: { id: 1, track_id: 7, meta_id: 9, submission_count: 1 },
  release: {
    id: ID,
    title: 'Salt',
    date: '2016-09',
    'artist-credit': [PERSON],
    'label-info': [{ 'catalog-number': 'X', label: { name: 'L' } }],
    media: [{ position: 1, tracks: [{ id: ID, position: 1, length: 5, recording: { id: ID, isrcs: ['X'] } }] }],
  },
  recording: { id: ID, title: 'Salt', length: 201000, isrcs: ['X'], 'artist-credit': [PERSON] },
};
const VALUES = [
  'null',
  '-1',
  '1e999',
  '[]',
  '{}',
  '"\\ud800"',
  '{"__proto__":{"a":1}}',
  '0.1',
  'true',
  '"AQAA"',
  '[[[]]]',
];

it.each(DUMP_KINDS)('reads damaged lines of %s', (kind) => {
  const random = new SeededRandom(DUMP_KINDS.indexOf(kind) + 1);
  const sound = JSON.stringify(LINES[kind]);
  let refused = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    let bytes = Buffer.from(sound);
    const at = random.below(bytes.length);
    const damage = random.below(4);
    if (damage === 0) bytes[at] = random.below(256);
    else if (damage === 1) bytes = bytes.subarray(0, at);
    else if (damage === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(random.below(bytes.length))]);
    else {
      // Another value in the place of one that is there.
      const values = [...sound.matchAll(/(?<=:)("[^"]*"|-?\d+|true)/g)];
      const value = values[random.below(values.length)]!;
      const other = VALUES[random.below(VALUES.length)]!;
      bytes = Buffer.from(sound.slice(0, value.index) + other + sound.slice(value.index + value[0].length));
    }
    try {
      const row = readLine(kind, bytes, random.below(2) === 1);
      if (row !== null) expect(row.kind).toBe(kind);
    } catch (error) {
      if (!(error instanceof LineError)) {
        throw new Error(`${bytes.toString()} ends in ${String(error)}`, { cause: error });
      }
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(ROUNDS / 8);
  expect(readLine(kind, Buffer.from(sound))?.kind).toBe(kind);
});
