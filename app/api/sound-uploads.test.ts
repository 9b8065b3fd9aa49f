import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { MOST_UPLOADED_BYTES, type RecognisedTrack } from '../model/recognition.ts';
import type { SimilarTrack } from '../model/tracks.ts';
import { Uploads } from '../storage/uploads.ts';
import { addSoundUploadRoutes } from './sound-uploads.ts';

const MATCH = { kind: 'clip', score: 0.9 } as RecognisedTrack;
const SIMILAR = { score: 0.5 } as SimilarTrack;

let library: string;
let app: Hono;
/** What was asked, with the bytes of the file. */
let asked: unknown[];
/** What the lookup throws. */
let refusal: Error | null;
beforeEach(() => {
  library = temporaryFolder();
  asked = [];
  refusal = null;
  app = new Hono();
  const seen = (question: string, path: Uint8Array, limit: number): void =>
    void asked.push([question, readFileSync(Buffer.from(path), 'utf8'), limit]);
  addSoundUploadRoutes(app, {
    uploads: new Uploads(library),
    recognition: {
      lookup: async (path, limit) => {
        seen('lookup', path, limit);
        if (refusal !== null) throw refusal;
        return [MATCH];
      },
    },
    similar: {
      toFile: async (path, limit) => {
        seen('similar', path, limit);
        return [SIMILAR];
      },
    },
  });
});

async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const response = await app.request(path, { method: 'POST', body, headers });
  return [response.status, await response.json()] as const;
}
const kept = (): Promise<string[]> => readdir(join(library, 'uploads')).catch(() => []);

describe('a sound that is sent', () => {
  it('is recognised, and its file is gone afterwards', async () => {
    expect(await post('/uploaded/lookup', 'sound')).toEqual([200, [MATCH]]);
    expect(await post('/uploaded/lookup?limit=20', 'sound')).toEqual([200, [MATCH]]);
    expect(asked).toEqual([
      ['lookup', 'sound', 5],
      ['lookup', 'sound', 20],
    ]);
    expect(await kept()).toEqual([]);
  });

  it('is compared with what sounds like it', async () => {
    expect(await post('/uploaded/similar?limit=200', 'sound')).toEqual([200, [SIMILAR]]);
    expect(asked).toEqual([['similar', 'sound', 200]]);
    expect(await kept()).toEqual([]);
  });

  it('may be empty', async () => {
    expect((await post('/uploaded/lookup', ''))[0]).toBe(200);
    expect(asked).toEqual([['lookup', '', 5]]);
  });

  it('is refused with the reason of the library, by its status', async () => {
    for (const [code, status] of [
      ['TOO_SHORT', 422],
      ['SILENT', 422],
      ['UNIFORM', 422],
      ['DECODE_FAILED', 422],
      ['ENOSPC', 500],
    ] as const) {
      refusal = Object.assign(new Error('why'), { code });
      expect(await post('/uploaded/lookup', 'x')).toEqual([status, { reason: code, message: 'why' }]);
    }
    expect(await kept()).toEqual([]);
  });

  it('is not read where it says itself that it is too large', async () => {
    const size = { 'Content-Length': String(MOST_UPLOADED_BYTES + 1) };
    const message = 'the file is larger than 1000 MB: name its path instead (descant lookup FILE)';
    expect(await post('/uploaded/lookup', 'x', size)).toEqual([413, { reason: 'FILE_TOO_LARGE', message }]);
    expect(asked).toEqual([]);
    expect((await post('/uploaded/lookup', 'x', { 'Content-Length': String(MOST_UPLOADED_BYTES) }))[0]).toBe(200);
  });

  it.each(['0', '21', '1.5', 'x', ''])('is not read with the limit "%s"', async (limit) => {
    const [status, body] = await post(`/uploaded/lookup?limit=${limit}`, 'x');
    expect([status, body]).toEqual([400, expect.objectContaining({ reason: 'BAD_REQUEST' })]);
    expect(asked).toEqual([]);
  });
});
