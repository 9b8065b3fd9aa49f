import { describe, expect, it } from 'vitest';
import { AnalysisError } from '../analysis/analysis.ts';
import type { SoundCheck } from '../audio/decoder.ts';
import type { AnalysedAudio, StampPage } from './original-stamps.ts';
import { verifyOriginals } from './verify-originals.ts';

const WHOLE: SoundCheck = { checksum: null, duration: 100, faults: 0, firstFault: null } as never;
const REQUEST = { query: 'genre:jazz', after: 3, limit: 10 };

const HASH = Buffer.alloc(16, 7);
const DAY = Date.UTC(2026, 10, 22, 23, 59);

/** Verifies one file for each check, which is what decoding it gives or throws. */
async function verify(
  checks: readonly (SoundCheck | Error)[],
  {
    deep = true,
    codec = 'flac',
    duration = 100,
    analysed = null as AnalysedAudio | null,
    hash = null as Uint8Array | Error | null,
  } = {},
) {
  const page: StampPage = {
    checked: checks.length + 1,
    bytes: 1000,
    tracks: [],
    next: 9,
    problems: [{ trackId: 99, path: '/gone', problem: 'missing', message: 'gone' }],
    present: checks.map((_, i) => ({
      trackId: i + 1,
      path: Buffer.from(`/music/${i + 1}`),
      codec,
      duration,
      analysed,
    })),
  };
  const controller = new AbortController();
  return verifyOriginals(
    {
      compareStamps: async (request) => {
        expect(request).toEqual(REQUEST);
        return page;
      },
    },
    {
      check: async (path, signal) => {
        expect(signal).toBe(controller.signal);
        const check = checks[Number(Buffer.from(path).toString().split('/').at(-1)) - 1]!;
        if (check instanceof Error) throw check;
        return check;
      },
      hash: async (path, signal) => {
        expect([String(path), signal]).toEqual(['/music/1', controller.signal]);
        if (hash instanceof Error) throw hash;
        return hash;
      },
    },
    REQUEST,
    deep,
    controller.signal,
  );
}

/** The problem of the only file. */
const problemOf = async (check: SoundCheck | Error, file = {}) => (await verify([check], file)).problems[1] ?? null;

describe('verifying originals', () => {
  it('compares their stamps alone unless it is to be deep', async () => {
    const { agreed, decoded, ...page } = await verify([new Error('must not be decoded')], { deep: false });
    expect([agreed, decoded]).toEqual([0, 0]);
    expect(page).toEqual({
      checked: 2,
      next: 9,
      problems: [{ trackId: 99, path: '/gone', problem: 'missing', message: 'gone' }],
    });
  });

  it('counts what agrees with its checksum, and what has none and decodes', async () => {
    const agreeing = { ...WHOLE, checksum: { agrees: true, duration: 100 } };
    const page = await verify([agreeing, WHOLE, WHOLE, { ...WHOLE, faults: 1, firstFault: 'at 1 s' }]);
    expect(page).toMatchObject({ agreed: 1, decoded: 2 });
    expect(page.problems).toHaveLength(2);
  });

  it('finds audio that is not that of its checksum', async () => {
    expect(await problemOf({ ...WHOLE, checksum: { agrees: false, duration: 100 } })).toEqual({
      trackId: 1,
      path: '/music/1',
      problem: 'damaged',
      message: 'the sound is not the one that its checksum (MD5 in STREAMINFO) was made of',
    });
  });

  it('believes a checksum that agrees, whatever else is in the file', async () => {
    expect(await problemOf({ ...WHOLE, checksum: { agrees: true, duration: 100 }, faults: 3, duration: 1 })).toBeNull();
  });

  it('finds parts that cannot be decoded', async () => {
    expect((await problemOf({ ...WHOLE, faults: 1, firstFault: 'at 1 s' }))?.message).toBe(
      'one part of it cannot be decoded (at 1 s)',
    );
    expect((await problemOf({ ...WHOLE, faults: 2, firstFault: 'at 1 s' }))?.message).toBe(
      '2 parts of it cannot be decoded (at 1 s)',
    );
  });

  it('finds audio that is lost at the end, from a quarter of a second on', async () => {
    expect(await problemOf({ ...WHOLE, duration: 99.75 })).toBeNull();
    expect(await problemOf({ ...WHOLE, duration: 99.7 })).toMatchObject({
      problem: 'damaged',
      message: '0.3 of 100.0 s of sound are lost',
    });
  });

  it('expects no length of codecs that do not state theirs, unless a checksum does', async () => {
    expect(await problemOf({ ...WHOLE, duration: 10 }, { codec: 'mp3' })).toBeNull();
    const checksum = { agrees: false, duration: 20 };
    expect((await problemOf({ ...WHOLE, checksum, duration: 10 }, { codec: 'mp3' }))?.message).toContain(
      '; 10.0 of 20.0 s of sound are lost',
    );
    for (const codec of ['flac', 'alac', 'pcm', 'vorbis', 'opus', 'wavpack']) {
      expect(await problemOf({ ...WHOLE, duration: 10 }, { codec })).not.toBeNull();
    }
  });

  it('takes a file that cannot be decoded for damaged, and one that takes too long for unreadable', async () => {
    expect(await problemOf(new AnalysisError('DECODE_FAILED', 'no audio'))).toMatchObject({
      problem: 'damaged',
      message: 'no audio',
    });
    expect(await problemOf(new AnalysisError('TIMED_OUT', 'too slow'))).toMatchObject({ problem: 'unreadable' });
  });

  it('does not call it damage of the audio where that is what was analysed, and its tags keep it from being opened', async () => {
    const error = new AnalysisError('DECODE_FAILED', 'no header.');
    const analysed = { hash: HASH, at: DAY, hasDecoded: true, isRewritten: false };
    expect(await problemOf(error, { analysed, hash: Uint8Array.from(HASH) })).toMatchObject({
      problem: 'broken-tags',
      message: expect.stringMatching(
        /^its audio is what was analysed, but players cannot open it any more: no header\./,
      ),
    });
    expect(await problemOf(error, { analysed, hash: null })).toMatchObject({ problem: 'damaged' });
    const neverDecoded = { ...analysed, hasDecoded: false };
    expect(await problemOf(error, { analysed: neverDecoded, hash: Uint8Array.from(HASH) })).toMatchObject({
      problem: 'damaged',
    });
  });

  it('finds audio that is not what was analysed, although it decodes', async () => {
    const analysed = { hash: HASH, at: DAY, hasDecoded: true, isRewritten: false };
    const message =
      'its audio is not what was analysed on 2026-11-22: the disk or memory may be failing; restore it from a backup';
    expect(await problemOf(WHOLE, { analysed, hash: Uint8Array.from(HASH) })).toBeNull();
    expect(await problemOf(WHOLE, { analysed, hash: Buffer.alloc(16, 8) })).toEqual({
      trackId: 1,
      path: '/music/1',
      problem: 'damaged',
      message,
    });
    // Its audio is not found any more.
    expect(await problemOf(WHOLE, { analysed, hash: null })).toMatchObject({ message });
    const page = await verify([WHOLE], { analysed, hash: null });
    expect([page.agreed, page.decoded]).toEqual([0, 0]);
  });

  it('says where a program may have written the other audio', async () => {
    const analysed = { hash: HASH, at: DAY, hasDecoded: true, isRewritten: true };
    expect((await problemOf(WHOLE, { analysed, hash: null }))?.message).toBe(
      'its audio is not what was analysed on 2026-11-22: a program has written to the file, or the disk or memory may ' +
        'be failing; unless that was meant, restore it from a backup',
    );
  });

  it('reports faults and other audio together, but neither where the checksum agrees', async () => {
    const analysed = { hash: HASH, at: DAY, hasDecoded: true, isRewritten: false };
    const faulty = { ...WHOLE, faults: 1, firstFault: 'at 1 s' };
    expect((await problemOf(faulty, { analysed, hash: null }))?.message).toMatch(
      /^one part of it cannot be decoded \(at 1 s\); its audio is not what was analysed/,
    );
    const agreeing = { ...faulty, checksum: { agrees: true, duration: 100 } };
    expect(await problemOf(agreeing, { analysed, hash: new Error('must not be hashed') })).toBeNull();
  });

  it('hashes no file of which no hash is known', async () => {
    expect(await problemOf(WHOLE, { analysed: null, hash: new Error('must not be hashed') })).toBeNull();
  });

  it('takes a file that takes too long to hash for unreadable', async () => {
    const analysed = { hash: HASH, at: DAY, hasDecoded: true, isRewritten: false };
    expect(await problemOf(WHOLE, { analysed, hash: new AnalysisError('TIMED_OUT', 'too slow') })).toMatchObject({
      problem: 'unreadable',
    });
  });

  it('ends when it is cancelled, and on any other error', async () => {
    await expect(verify([new AnalysisError('CANCELLED', 'cancelled')])).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(verify([new Error('odd')])).rejects.toThrow('odd');
  });
});
