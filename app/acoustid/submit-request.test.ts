import { describe, expect, it } from 'vitest';
import { compress } from '../audio/chromaprint/compression.ts';
import { RequestValues } from './request-values.ts';
import { parseSubmissions } from './submit-request.ts';

const ITEMS = Uint32Array.from([5, 6, 7]);
const FINGERPRINT = compress(ITEMS);
const MBID = '4e0d8649-1f89-44f7-91af-4c0dbee81f28';

const parse = (values: Readonly<Record<string, string>>) => parseSubmissions(new RequestValues(Object.entries(values)));
const one = { 'duration.0': '180', 'fingerprint.0': FINGERPRINT };

describe('a submission', () => {
  it('has what a client knows about the recording', () => {
    expect(
      parse({
        ...one,
        'mbid.0': MBID.toUpperCase(),
        'track.0': 'Hearth',
        'artist.0': 'Ember',
        'album.0': 'Ashes',
        'albumartist.0': 'Various',
        'trackno.0': '3',
        'discno.0': '1',
        'year.0': '1999',
        'fileformat.0': 'FLAC',
        'bitrate.0': '900',
        'foreignid.0': 'discogs:12:3',
      }),
    ).toEqual([
      {
        index: 0,
        fingerprint: ITEMS,
        duration: 180,
        mbids: [MBID],
        foreignId: 'discogs:12:3',
        format: 'FLAC',
        bitrate: 900,
        metadata: {
          track: 'Hearth',
          artist: 'Ember',
          album: 'Ashes',
          albumArtist: 'Various',
          trackNumber: 3,
          discNumber: 1,
          year: 1999,
        },
      },
    ]);
  });

  it('needs only a fingerprint and a duration, and leaves out numbers that are none', () => {
    const [submission] = parse({ duration: '180', fingerprint: FINGERPRINT, year: '1999-05', trackno: '0' });
    expect(submission).toMatchObject({ index: null, mbids: [], foreignId: null, format: null, bitrate: null });
    expect(Object.values(submission!.metadata)).toEqual([null, null, null, null, null, null, null]);
  });

  it('may have several MBIDs, each once', () => {
    const other = MBID.replace('4e', '5f');
    const values = new RequestValues([
      ...Object.entries(one),
      ...[MBID, other, MBID].map((id) => ['mbid.0', id] as const),
    ]);
    expect(parseSubmissions(values)[0]!.mbids).toEqual([MBID, other]);
  });

  it('is cut where a text is endless', () => {
    expect(parse({ ...one, 'track.0': 'a'.repeat(2000) })[0]!.metadata.track).toHaveLength(1000);
  });

  it.each([
    ['no fingerprint', {}, 2, 'fingerprint'],
    ['no duration', { 'fingerprint.0': FINGERPRINT }, 2, 'duration.0'],
    ['an invalid fingerprint', { ...one, 'fingerprint.0': 'AQ' }, 3, 'invalid fingerprint'],
    ['a PUID that is none', { ...one, 'puid.0': 'x' }, 7, 'puid.0'],
    ['an MBID that is none', { ...one, 'mbid.0': 'x' }, 7, 'mbid.0'],
    ['a duration of 0', { ...one, 'duration.0': '0' }, 8, 'duration.0'],
    ['a bitrate of 0', { ...one, 'bitrate.0': '0' }, 9, 'bitrate.0'],
    ['a bitrate in words', { ...one, 'bitrate.0': 'VBR' }, 9, 'bitrate.0'],
    ['a foreign id without a vendor', { ...one, 'foreignid.0': '12' }, 10, 'foreignid.0'],
    ['a foreign id of nothing', { ...one, 'foreignid.0': 'discogs:' }, 10, 'foreignid.0'],
  ])('with %s is refused', (_, values, code, message) => {
    expect(() => parse(values)).toThrow(
      expect.objectContaining({ code, status: 400, message: expect.stringContaining(message) }),
    );
  });

  it('that cannot be read does not lose the others', () => {
    const values = { ...one, 'fingerprint.1': 'AQ', 'duration.1': '4' };
    expect(parse(values).map(({ index }) => index)).toEqual([0]);
  });
});
