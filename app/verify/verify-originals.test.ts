import { describe, expect, it } from 'vitest';
import { AnalysisError } from '../analysis/analysis.ts';
import type { SoundCheck } from '../audio/decoder.ts';
import type { StampPage } from './original-stamps.ts';
import { verifyOriginals } from './verify-originals.ts';

const WHOLE: SoundCheck = { checksum: null, duration: 100, faults: 0, firstFault: null } as never;
const REQUEST = { query: 'genre:jazz', after: 3, limit: 10 };

/** Verifies one file for each check, which is what decoding it gives or throws. */
async function verify(checks: readonly (SoundCheck | Error)[], { deep = true, codec = 'flac', duration = 100 } = {}) {
  const page: StampPage = {
    checked: checks.length + 1,
    next: 9,
    problems: [{ trackId: 99, path: '/gone', problem: 'missing', message: 'gone' }],
    present: checks.map((_, i) => ({ trackId: i + 1, path: Buffer.from(`/music/${i + 1}`), codec, duration })),
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

  it('ends when it is cancelled, and on any other error', async () => {
    await expect(verify([new AnalysisError('CANCELLED', 'cancelled')])).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(verify([new Error('odd')])).rejects.toThrow('odd');
  });
});
