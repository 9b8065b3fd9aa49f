import { describe, expect, it } from 'vitest';
import { decideImport, FEWEST_DISTINCT_ITEMS, isTelling, type ComparedFingerprint } from './import-decision.ts';

const compared = (
  recordingId: number,
  score: number,
  { fingerprintId = 10 * recordingId, duration = 180 }: Partial<ComparedFingerprint> = {},
): ComparedFingerprint => ({ recordingId, fingerprintId, score, duration });

describe('a submitted fingerprint', () => {
  it('is a new recording where nothing is similar', () => {
    expect(decideImport(180, [])).toEqual({ kind: 'new recording' });
    expect(decideImport(180, [compared(1, 0.749)])).toEqual({ kind: 'new recording' });
  });

  it('belongs to a recording from 0.75 on, as a fingerprint of its own', () => {
    expect(decideImport(180, [compared(1, 0.75)])).toEqual({ kind: 'known recording', recordingId: 1 });
    expect(decideImport(180, [compared(1, 0.9)])).toEqual({ kind: 'known recording', recordingId: 1 });
  });

  it('is a known fingerprint above 0.9, of a client or of a file', () => {
    expect(decideImport(180, [compared(1, 0.901)])).toEqual({
      kind: 'known fingerprint',
      recordingId: 1,
      fingerprintId: 10,
    });
    expect(decideImport(180, [compared(1, 1, { fingerprintId: null })])).toMatchObject({ fingerprintId: null });
  });

  it('has to reach 0.4 with every fingerprint of the recording', () => {
    const other = (score: number) => [compared(1, 0.95), compared(1, score, { fingerprintId: 11 })];
    expect(decideImport(180, other(0.4)).kind).toBe('known fingerprint');
    expect(decideImport(180, other(0.399)).kind).toBe('new recording');
  });

  it('of a file belongs to its recording, also where that has a cropped copy', () => {
    const withCrop = (score: number) => [
      compared(1, score, { fingerprintId: null }),
      compared(1, 0, { fingerprintId: null, duration: 160 }),
    ];
    expect(decideImport(180, withCrop(0.91)).kind).toBe('known fingerprint');
    expect(decideImport(180, withCrop(0.9)).kind).toBe('new recording');
    expect(decideImport(190, withCrop(0.99)).kind).toBe('new recording');
  });

  it.each([
    [173, 'known fingerprint'],
    [187, 'known fingerprint'],
    [172.9, 'new recording'],
    [187.1, 'new recording'],
  ])('of 180 s meets one of %d s as a %s', (duration, kind) => {
    expect(decideImport(180, [compared(1, 1, { duration })]).kind).toBe(kind);
  });

  it('belongs to the most similar recording that it does not contradict, the older one of equals', () => {
    const contradicted = [compared(1, 0.99), compared(1, 0.1, { fingerprintId: 11 })];
    expect(decideImport(180, [...contradicted, compared(3, 0.8), compared(2, 0.8)])).toEqual({
      kind: 'known recording',
      recordingId: 2,
    });
  });
});

it('tells recordings apart with 80 distinct items', () => {
  const items = (distinct: number): Uint32Array => Uint32Array.from({ length: 500 }, (_, at) => at % distinct);
  expect(isTelling(items(FEWEST_DISTINCT_ITEMS))).toBe(true);
  expect(isTelling(items(FEWEST_DISTINCT_ITEMS - 1))).toBe(false);
  expect(FEWEST_DISTINCT_ITEMS).toBe(80);
});
