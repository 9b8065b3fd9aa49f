import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { jobDone, startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let service: RunningService;
let song: Buffer;
let id: number;
const token = (): string => new URL(service.url).searchParams.get('token')!;

/** A request with headers of our choice, Host and Origin too, which `fetch` would not send. */
function ask(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: service.port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
      );
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}
const withToken = (headers: Record<string, string> = {}) => ({ Authorization: `Bearer ${token()}`, ...headers });

beforeAll(async () => {
  const folder = temporaryFolder();
  const music = join(folder, 'music');
  song = readFileSync(makeAudio(join(music, 'a.mp3'), { tags: { title: 'one' }, art: true }));
  makeAudio(join(music, 'b.m4a'), { tags: { title: 'apple' }, alac: true });
  service = await startService(join(folder, 'library'), ['--no-mount', '--no-analysis', '--folder', music]);
  await service.until(jobDone('scan'));
  id = (await service.api.tracks.list.query({ query: 'one' })).rows[0]!.id;
});

describe('the door of the service', () => {
  it('listens on 127.0.0.1 alone', () => {
    const sockets =
      readFileSync(`/proc/${service.process.pid}/net/tcp`, 'utf8') +
      readFileSync(`/proc/${service.process.pid}/net/tcp6`, 'utf8');
    const port = service.port.toString(16).toUpperCase().padStart(4, '0');
    const listening = sockets
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => columns[1]?.endsWith(`:${port}`) && columns[3] === '0A');
    expect(listening.map((columns) => columns[1])).toEqual([`0100007F:${port}`]);
  });

  it('refuses every request without the token', async () => {
    for (const path of ['/', '/trpc/library.summary', `/media/${id}`, `/art/track/${id}`, '/?token=wrong']) {
      expect((await ask(path)).status, path).toBe(401);
    }
    expect((await ask('/trpc/library.summary', { Authorization: 'Bearer x' })).status).toBe(401);
  });

  it('turns the token of the address into a cookie that pages cannot read or send along', async () => {
    const answer = await ask(`/?token=${token()}`);
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/');
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect((await ask('/trpc/library.summary', { Cookie: cookie.split(';')[0]! })).status).toBe(200);
  });

  it('gives addresses that open the app once', async () => {
    expect((await ask('/open', {}, 'POST')).status).toBe(401);
    const answer = await ask('/open', withToken(), 'POST');
    const { url } = JSON.parse(answer.body.toString()) as { url: string };
    const address = new URL(url);
    expect([address.origin, address.pathname]).toEqual([`http://127.0.0.1:${service.port}`, '/']);
    expect(url).not.toContain(token());
    const visit = await ask(`/${address.search}`);
    expect([visit.status, visit.headers['location']]).toEqual([303, '/']);
    const cookie = String(visit.headers['set-cookie']).split(';')[0]!;
    expect(cookie).not.toContain(token());
    expect((await ask('/trpc/library.summary', { Cookie: cookie })).status).toBe(200);
    expect((await ask(`/${address.search}`)).status).toBe(401);
  });

  it('refuses rebound names and pages of other origins, with the token too', async () => {
    expect((await ask('/trpc/library.summary', withToken({ Host: `evil.example:${service.port}` }))).status).toBe(403);
    expect((await ask('/trpc/library.summary', withToken({ Origin: 'http://evil.example' }))).status).toBe(403);
    expect((await ask('/trpc/library.summary', withToken({ Origin: `http://127.0.0.1:${service.port}` }))).status).toBe(
      200,
    );
  });

  it('sends a policy that lets pages run nothing of others', async () => {
    const policy = (await ask('/trpc/library.summary', withToken())).headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe/);
  });
});

describe('media', () => {
  it('sends the original, whole', async () => {
    const answer = await ask(`/media/${id}`, withToken());
    expect(answer.status).toBe(200);
    expect(answer.headers['accept-ranges']).toBe('bytes');
    expect(answer.body.equals(song)).toBe(true);
  });

  it.each([
    ['bytes=0-99', 0, 100],
    ['bytes=100-', 100, undefined],
    ['bytes=-50', -50, undefined],
  ])('sends %s exactly', async (range, start, end) => {
    const answer = await ask(`/media/${id}`, withToken({ Range: range }));
    expect(answer.status).toBe(206);
    const expected = song.subarray(start, end);
    expect(answer.body.equals(expected)).toBe(true);
    const first = start < 0 ? song.length + start : start;
    expect(answer.headers['content-range']).toBe(`bytes ${first}-${first + expected.length - 1}/${song.length}`);
    expect(answer.headers['content-length']).toBe(String(expected.length));
  });

  it('says 416 behind the end and 404 for tracks that are not there', async () => {
    const answer = await ask(`/media/${id}`, withToken({ Range: `bytes=${song.length}-` }));
    expect([answer.status, answer.headers['content-range']]).toEqual([416, `bytes */${song.length}`]);
    for (const other of ['999', '0', 'x', '-1', '1e99']) {
      expect((await ask(`/media/${other}`, withToken())).status, other).toBe(404);
    }
  });

  it('decodes what a browser cannot play', async () => {
    const apple = (await service.api.tracks.list.query({ query: 'apple' })).rows[0]!;
    expect(apple.kind).toBe('ALAC');
    const answer = await ask(`/media/${apple.id}`, withToken());
    expect(answer.headers['content-type']).toBe('audio/wav');
    const probe = execFileSync(
      'ffprobe',
      ['-v', 'error', '-show_entries', 'stream=codec_name', '-of', 'csv=p=0', '-'],
      { input: answer.body },
    );
    expect(probe.toString().trim()).toMatch(/^pcm_/);
    const part = await ask(`/media/${apple.id}`, withToken({ Range: 'bytes=1000-2999' }));
    expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 1000-2999/${answer.body.length}`]);
    expect(part.body.equals(answer.body.subarray(1000, 3000))).toBe(true);
  });
});

describe('pictures', () => {
  it('come out of the original, with the type that their bytes show', async () => {
    const answer = await ask(`/art/track/${id}`, withToken());
    expect(answer.headers['content-type']).toBe('image/jpeg');
    expect(song.includes(answer.body)).toBe(true);
  });

  it('of no track, no number or no file are 404', async () => {
    for (const path of [
      '/art/track/999',
      '/art/track/x',
      `/art/track/${id}?picture=7`,
      `/art/${'0'.repeat(64)}`,
      '/art/..%2Flibrary.db',
    ]) {
      expect((await ask(path, withToken())).status, path).toBe(404);
    }
  });

  it('that are given to a track are served by their hash', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    await service.api.tracks.setPicture.mutate({ ids: [id], picture: { base64: png.toString('base64') } });
    const track = await service.api.tracks.get.query({ id });
    const answer = await ask(track.pictures[0]!.url, withToken());
    expect(answer.body.equals(png)).toBe(true);
    expect(answer.headers['cache-control']).toContain('immutable');
    await service.api.history.undo.mutate({});
  });
});

describe('the typed API', () => {
  it('answers bad input with what is wrong', async () => {
    await expect(service.api.tracks.list.query({ query: 'year:old' })).rejects.toMatchObject({
      data: { code: 'BAD_REQUEST', reason: 'BAD_QUERY' },
    });
    await expect(service.api.tracks.get.query({ id: 999 })).rejects.toMatchObject({
      data: { code: 'NOT_FOUND', reason: 'NOT_FOUND' },
    });
    await expect(service.api.library.addFolder.mutate({ path: '/nowhere/at/all' })).rejects.toMatchObject({
      data: { reason: 'NOT_FOUND', path: '/nowhere/at/all' },
    });
    await expect(service.api.tracks.edit.mutate({ ids: [id], changes: { 'a\u0000b': ['x'] } })).rejects.toMatchObject({
      data: { reason: 'BAD_FIELD' },
    });
    const edit = { ids: [id], changes: { title: ['x'], track: ['abc'] } };
    await expect(service.api.tracks.edit.mutate(edit)).rejects.toMatchObject({
      message: 'tracknumber takes a whole number from 0 to 99999 or a vinyl side such as A1, not "abc"',
      data: { code: 'BAD_REQUEST', reason: 'INVALID_VALUE' },
    });
    expect((await service.api.tracks.get.query({ id })).editedFields).toEqual([]);
  });

  it('edits all tracks that a query finds as one batch, and names as many of their ids as are asked for', async () => {
    expect(await service.api.tracks.ids.query({ query: '', limit: 1 })).toHaveLength(1);
    expect(await service.api.tracks.ids.query({ query: '' })).toHaveLength(2);
    const changes = { genre: ['Folk'] };
    const { batch, ...edited } = await service.api.tracks.editMatching.mutate({
      query: 'kind:mp3 , kind:alac',
      changes,
    });
    expect(edited).toEqual({ tracks: 2 });
    expect((await service.api.tracks.list.query({ query: 'genre:folk' })).total).toBe(2);
    await service.api.history.undo.mutate({ batch: batch! });
    expect((await service.api.tracks.list.query({ query: 'genre:folk' })).total).toBe(0);
    const none = await service.api.tracks.editMatching.mutate({ query: 'kind:flac', changes });
    expect(none).toEqual({ batch: null, tracks: 0 });
  });
});
