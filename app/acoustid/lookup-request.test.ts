import { describe, expect, it } from 'vitest';
import { compress } from '../audio/chromaprint/compression.ts';
import { parseLookup } from './lookup-request.ts';
import { RequestValues } from './request-values.ts';

const ITEMS = Uint32Array.from([5, 6, 7]);
const FINGERPRINT = compress(ITEMS);
const GID = '9ff43b6a-4f16-427c-93c2-92307ca505e0';

const parse = (values: Readonly<Record<string, string>>) => parseLookup(new RequestValues(Object.entries(values)));
const one = { duration: '180', fingerprint: FINGERPRINT };

describe('a lookup', () => {
  it('is of a fingerprint, with the usual tolerance and without metadata', () => {
    expect(parse(one)).toEqual({
      meta: new Set(),
      lengthDifference: 7,
      isBatch: false,
      queries: [{ index: null, duration: 180, fingerprint: ITEMS }],
    });
  });

  it('is of a recording by its id, in either case', () => {
    expect(parse({ trackid: GID.toUpperCase() }).queries).toEqual([{ index: null, gid: GID }]);
  });

  it('is of the first fingerprint where it is not a batch', () => {
    const values = { 'fingerprint.4': FINGERPRINT, 'duration.4': '8', 'fingerprint.7': FINGERPRINT, 'duration.7': '9' };
    expect(parse(values).queries).toMatchObject([{ index: 4, duration: 8 }]);
    expect(parse({ ...values, batch: '0' }).queries).toHaveLength(1);
    expect(parse({ ...values, batch: '1', 'trackid.5': GID }).queries).toMatchObject([
      { index: 4, duration: 8 },
      { index: 5, gid: GID },
      { index: 7, duration: 9 },
    ]);
  });

  it.each([
    ['recordings releasegroups', ['recordings', 'releasegroups']],
    ['recordings+tracks', ['recordings', 'tracks']],
    ['0', []],
    ['1', ['recordingids']],
  ])('wants the metadata %j', (meta, words) => {
    expect([...parse({ ...one, meta }).meta]).toEqual(words);
  });

  it.each(['1', '30'])('allows lengths to differ by %s seconds', (maxdurationdiff) => {
    expect(parse({ ...one, maxdurationdiff }).lengthDifference).toBe(Number(maxdurationdiff));
  });

  it.each([
    ['neither fingerprint nor id', {}, 2, 'fingerprint'],
    ['no duration', { fingerprint: FINGERPRINT }, 2, 'duration'],
    ['no fingerprint behind its name', { fingerprint: '', duration: '5' }, 2, 'fingerprint'],
    ['a duration of 0', { ...one, duration: '0' }, 8, 'duration'],
    ['a negative duration', { ...one, duration: '-1' }, 8, 'duration'],
    ['half a second', { ...one, duration: '1.5' }, 8, 'duration'],
    ['a duration beyond all', { ...one, duration: '2147483648' }, 8, 'duration'],
    ['an invalid fingerprint', { ...one, fingerprint: 'AQ' }, 3, 'invalid fingerprint'],
    ['an id that is not one', { trackid: 'x' }, 7, 'trackid'],
    ['a tolerance of 0', { ...one, maxdurationdiff: '0' }, 11, 'between 1 and 30'],
    ['a tolerance of 31', { ...one, maxdurationdiff: '31' }, 11, 'between 1 and 30'],
    ['a tolerance in words', { ...one, maxdurationdiff: 'much' }, 11, 'maxdurationdiff'],
  ])('with %s is refused', (_, values, code, message) => {
    expect(() => parse(values)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
  });

  it('keeps what it can read of a batch, and is refused where it can read nothing', () => {
    const batch = { batch: '1', 'fingerprint.0': 'AQ', 'duration.0': '5', 'trackid.1': GID, 'trackid.2': 'x' };
    expect(parse(batch).queries).toEqual([{ index: 1, gid: GID }]);
    expect(() => parse({ ...batch, 'trackid.1': 'y' })).toThrow(expect.objectContaining({ code: 7 }));
  });

  it('takes 20 fingerprints and 100 ids at most', () => {
    const fingerprints = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, at) => [
          [`fingerprint.${at}`, FINGERPRINT],
          [`duration.${at}`, '5'],
        ]).flat(),
      );
    const ids = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`trackid.${at}`, GID]));
    const tooLarge = expect.objectContaining({ code: 19, status: 413 });
    expect(parse({ batch: '1', ...fingerprints(20) }).queries).toHaveLength(20);
    expect(() => parse({ batch: '1', ...fingerprints(21) })).toThrow(tooLarge);
    expect(parse({ batch: '1', ...ids(100) }).queries).toHaveLength(100);
    expect(() => parse({ batch: '1', ...ids(101) })).toThrow(tooLarge);
  });
});
