import { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import type { PictureInForce } from '../library/original-picture.ts';
import { storePicture } from '../storage/art-store.ts';
import { addArtRoutes } from './art.ts';

/** A PNG of one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const FOR_EVER = 'private, max-age=31536000, immutable';

let library: string;
let app: Hono;
let picture: PictureInForce;
let asked: unknown[];
/** A thumbnail of a picture that can be made small, and what was asked for. */
let thumbnail: Uint8Array | null;
let thumbnails: unknown[];
beforeEach(() => {
  library = temporaryFolder();
  picture = null;
  asked = [];
  thumbnail = null;
  thumbnails = [];
  app = new Hono();
  addArtRoutes(app, {
    library,
    read: {
      picture: async (request) => {
        asked.push(request);
        return picture;
      },
    },
    thumbnails: {
      get: async (hash, size, read) => {
        thumbnails.push({ hash, size, picture: Buffer.from(await read()) });
        return thumbnail;
      },
    },
  });
});

async function get(path: string) {
  const response = await app.request(path);
  const { status, headers } = response;
  return {
    status,
    type: headers.get('Content-Type'),
    caching: headers.get('Cache-Control'),
    body: Buffer.from(await response.arrayBuffer()),
  };
}

describe('a picture of the art store', () => {
  it('is sent by its hash, and may be kept for ever', async () => {
    const { hash } = await storePicture(library, PNG);
    expect(await get(`/art/${hash}`)).toEqual({ status: 200, type: 'image/png', caching: FOR_EVER, body: PNG });
  });

  it('is not there under another name', async () => {
    for (const hash of ['0'.repeat(64), '0'.repeat(63), `${'0'.repeat(63)}G`, '..%2f..%2fdescant.db']) {
      expect((await get(`/art/${hash}`)).status).toBe(404);
    }
  });
});

describe('a picture of a track', () => {
  it('is sent with the type of its bytes, whatever the tag claims', async () => {
    picture = { bytes: PNG, mime: 'text/html' };
    expect(await get('/art/track/7?picture=2')).toMatchObject({ status: 200, type: 'image/png', caching: 'no-cache' });
    expect(asked).toEqual([{ id: 7, index: 2 }]);
  });

  it('is the front cover where no picture is named', async () => {
    picture = { bytes: PNG, mime: 'image/png' };
    expect((await get('/art/track/7')).status).toBe(200);
    expect(asked).toEqual([{ id: 7, index: null }]);
  });

  it('may be kept for ever where its address changes with it', async () => {
    picture = { bytes: PNG, mime: 'image/png' };
    expect((await get('/art/track/7?v=3')).caching).toBe(FOR_EVER);
  });

  it('may be one of the art store', async () => {
    picture = await storePicture(library, PNG);
    expect(await get('/art/track/7')).toMatchObject({ status: 200, caching: FOR_EVER, body: PNG });
  });

  it('is refused where its bytes are no picture that browsers show', async () => {
    picture = { bytes: Buffer.from('<script>'), mime: 'image/png' };
    expect((await get('/art/track/7')).status).toBe(415);
  });

  it('is not there for other addresses, or where the track has none', async () => {
    for (const path of ['x', '7?picture=x', '7.5', '7']) expect((await get(`/art/track/${path}`)).status).toBe(404);
    expect(asked).toEqual([{ id: 7, index: null }]);
  });
});

describe('a thumbnail', () => {
  const WEBP = Buffer.from('RIFF\x04\0\0\0WEBPVP8 ', 'latin1');

  it('is sent of a picture of the art store, and may be kept for ever', async () => {
    thumbnail = WEBP;
    const { hash } = await storePicture(library, PNG);
    expect(await get(`/art/${hash}?size=96`)).toEqual({
      status: 200,
      type: 'image/webp',
      caching: FOR_EVER,
      body: WEBP,
    });
    expect(thumbnails).toEqual([{ hash, size: 96, picture: PNG }]);
  });

  it('is sent of a picture inside an original, under the hash of its bytes', async () => {
    thumbnail = WEBP;
    picture = { bytes: PNG, mime: 'image/png' };
    const { hash } = await storePicture(temporaryFolder(), PNG);
    expect(await get('/art/track/7?v=3&size=512')).toMatchObject({ type: 'image/webp', caching: FOR_EVER });
    expect(await get('/art/track/7?size=1024')).toMatchObject({ type: 'image/webp', caching: 'no-cache' });
    expect(thumbnails).toEqual([
      { hash, size: 512, picture: PNG },
      { hash, size: 1024, picture: PNG },
    ]);
  });

  it('is the picture itself where that cannot be made small', async () => {
    picture = { bytes: PNG, mime: 'image/png' };
    expect(await get('/art/track/7?size=96')).toMatchObject({ status: 200, type: 'image/png', body: PNG });
  });

  it('is not there of a picture that is not there', async () => {
    expect((await get(`/art/${'0'.repeat(64)}?size=96`)).status).toBe(404);
  });

  it('is refused in any other size', async () => {
    for (const size of ['95', '0', '-96', '', 'large']) {
      expect((await get(`/art/track/7?size=${size}`)).status).toBe(400);
    }
    expect(asked).toEqual([]);
  });
});
