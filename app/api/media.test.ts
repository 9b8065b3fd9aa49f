import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { addMediaRoutes } from './media.ts';

const MUSIC = 'A hundred bytes of music, more or less.';

let path: string;
let app: Hono;
beforeEach(() => {
  path = join(temporaryFolder(), 'one.mp3');
  writeFileSync(path, MUSIC);
  app = new Hono();
  addMediaRoutes(app, {
    read: { media: async ({ id }) => (id === 7 ? { path: Buffer.from(path), kind: 'MP3' } : null) as never },
  });
});

const ask = (headers = {}, method = 'GET'): Promise<Response> =>
  Promise.resolve(app.request('/media/7', { headers, method }));
const header = (response: Response, name: string) => response.headers.get(name);

describe('the audio of a track', () => {
  it('is the original as a whole', async () => {
    const response = await ask();
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(MUSIC);
    expect(header(response, 'Content-Type')).toBe('audio/mpeg');
    expect(header(response, 'Content-Length')).toBe(String(MUSIC.length));
    expect(header(response, 'Accept-Ranges')).toBe('bytes');
    expect(header(response, 'Cache-Control')).toBe('no-cache');
    expect(header(response, 'Content-Range')).toBeNull();
  });

  it.each([
    ['bytes=2-8', 2, 8],
    ['bytes=30-', 30, MUSIC.length - 1],
    ['bytes=-4', MUSIC.length - 4, MUSIC.length - 1],
  ])('is a part where %s is asked for', async (range, start, end) => {
    const response = await ask({ Range: range });
    expect(response.status).toBe(206);
    expect(await response.text()).toBe(MUSIC.slice(start, end + 1));
    expect(header(response, 'Content-Range')).toBe(`bytes ${start}-${end}/${MUSIC.length}`);
    expect(header(response, 'Content-Length')).toBe(String(end - start + 1));
  });

  it('is refused where the range lies outside, or where there is nothing', async () => {
    const response = await ask({ Range: 'bytes=1000-' });
    expect(response.status).toBe(416);
    expect(header(response, 'Content-Range')).toBe(`bytes */${MUSIC.length}`);
    writeFileSync(path, '');
    expect((await ask()).status).toBe(416);
  });

  it('is decoded where the player asks for that, also of a kind that browsers play', async () => {
    const response = await app.request('/media/7?as=wav');
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('cannot be played');
  });

  it('has headers without a body for HEAD', async () => {
    const response = await ask({}, 'HEAD');
    expect(response.status).toBe(200);
    expect(header(response, 'Content-Length')).toBe(String(MUSIC.length));
    expect(await response.text()).toBe('');
  });

  it('has another tag when the file has changed', async () => {
    const first = header(await ask(), 'ETag');
    expect(first).toMatch(/^"[0-9a-z]+-[0-9a-z]+"$/);
    expect(header(await ask(), 'ETag')).toBe(first);
    utimesSync(path, 1, statSync(path).mtimeMs / 1000 + 60);
    expect(header(await ask(), 'ETag')).not.toBe(first);
  });

  it('is not there for an unknown track, or for a file that is gone', async () => {
    expect((await app.request('/media/8')).status).toBe(404);
    path = `${path}.gone`;
    const gone = await ask();
    expect([gone.status, await gone.text()]).toEqual([
      404,
      'the file of this track cannot be opened; is its disk plugged in?',
    ]);
  });
});
