import { describe, expect, it } from 'vitest';
import { AnalysisError, type CommonPart } from './analysis.ts';
import { hearsOtherMix } from './hears-other-mix.ts';

const PARTS: CommonPart = {
  path: Buffer.from('/a'),
  otherPath: Buffer.from('/b'),
  first: 0,
  otherFirst: 8,
  items: 900,
};
const refused = (code: AnalysisError['code']) => () => Promise.reject(new AnalysisError(code, 'It cannot be read.'));

describe('two files that are listened to again', () => {
  it('are two mixes or copies, as they sound', async () => {
    expect(await hearsOtherMix({ isOtherMix: async () => true }, PARTS)).toBe(true);
    expect(await hearsOtherMix({ isOtherMix: async () => false }, PARTS)).toBe(false);
  });

  it('are what their fingerprints say where one cannot be read', async () => {
    expect(await hearsOtherMix({ isOtherMix: refused('DECODE_FAILED') }, PARTS)).toBeNull();
    await expect(hearsOtherMix({ isOtherMix: refused('CANCELLED') }, PARTS)).rejects.toThrow(AnalysisError);
  });
});
