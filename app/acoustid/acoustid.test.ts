import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { IndexError } from '../../index-engine/index.ts';
import { SILENCE_ITEM } from '../audio/chromaprint/fingerprinter.ts';
import { TESTER } from '../library/testing-library.ts';
import { RecordingWriter } from '../recordings/recording-writer.ts';
import { disturbed, music, sound, testAcoustid } from './testing-acoustid.ts';

const MBID = '4e0d8649-1f89-44f7-91af-4c0dbee81f28';
const OTHER_MBID = '5f0d8649-1f89-44f7-91af-4c0dbee81f28';

const results = (body: Record<string, unknown>) => body['results'] as Record<string, unknown>[];

describe('a lookup', () => {
  it('finds a file of the library, with what its tags say', async () => {
    const test = testAcoustid();
    const items = music();
    const gid = await test.addFile({ items, tags: { title: ['Hearth'], musicbrainz_recordingid: [MBID] } });
    await test.addFile({ items: music() });
    const { status, body } = await test.ask('lookup', { ...sound(disturbed(items, 0.03)), meta: 'recordings' });
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'ok',
      results: [
        { id: gid, score: expect.closeTo(0.94, 2), recordings: [{ id: MBID, title: 'Hearth', duration: 180 }] },
      ],
    });
  });

  it('finds the others where a known fingerprint is damaged', async () => {
    const test = testAcoustid();
    const items = music();
    await test.addFile({ items });
    const gid = await test.addFile({ items: disturbed(items, 0.01) });
    await test.submit(sound(disturbed(items, 0.02)));
    test.library.connection.exec(`UPDATE analysis SET fingerprint = x'0102' WHERE file_id = 1;
      UPDATE recording_fingerprint SET fingerprint = x'0102'`);
    const { body } = await test.ask('lookup', sound(items));
    expect(results(body)).toEqual([{ id: gid, score: expect.closeTo(0.98, 2) }]);
    const { status } = await test.ask('fingerprint', { id: '1' });
    expect(status).toBe(404);
    await test.submit(sound(disturbed(items, 0.01)));
    expect(test.problems).toEqual([]);
  });

  it('compares the first two minutes with those of longer fingerprints', async () => {
    const test = testAcoustid();
    const items = music(2000);
    const gid = await test.addFile({ items });
    const { body } = await test.ask('lookup', sound(items.subarray(0, 940)));
    expect(results(body)).toEqual([{ id: gid, score: expect.closeTo(1) }]);
  });

  it('finds nothing of another length, of other music, of silence and of a tone', async () => {
    const test = testAcoustid();
    const items = music();
    const silence = new Uint32Array(900).fill(SILENCE_ITEM);
    const tone = new Uint32Array(900).fill(77);
    for (const sounds of [items, silence, tone]) await test.addFile({ items: sounds });
    const found = async (sounds: Uint32Array, duration: number, more = {}) =>
      results((await test.ask('lookup', { ...sound(sounds, duration), ...more })).body).length;
    expect([await found(items, 187), await found(items, 188)]).toEqual([1, 0]);
    expect([await found(items, 188, { maxdurationdiff: '8' }), await found(music(), 180)]).toEqual([1, 0]);
    expect([await found(silence, 180), await found(tone, 180)]).toEqual([0, 0]);
  });

  it('finds a file whose header tells no length by that of its fingerprint', async () => {
    const test = testAcoustid();
    const items = music(900);
    const gid = await test.addFile({ items, duration: 0 });
    const found = async (duration: number) => results((await test.ask('lookup', sound(items, duration))).body);
    expect(await found(114)).toEqual([{ id: gid, score: expect.closeTo(1) }]);
    expect(await found(130)).toEqual([]);
  });

  it('finds a version that shares hardly any item as it is', async () => {
    const test = testAcoustid();
    const items = music();
    // One bit of each item is another, among those that are searched for.
    const version = items.map((item, at) => (item ^ (1 << (4 + (at % 28)))) >>> 0);
    const gid = await test.addFile({ items: version });
    const { body } = await test.ask('lookup', sound(items));
    expect(results(body)).toEqual([{ id: gid, score: expect.closeTo(0.94, 2) }]);
  });

  it('tells scores above 0.4 only, a recording once and the best first', async () => {
    const test = testAcoustid();
    const items = music();
    const [far, near, copy] = [disturbed(items, 0.32), disturbed(items, 0.06), disturbed(items, 0.02)];
    await test.addFile({ items: far });
    const gid = await test.addFile({ items: near });
    const other = await test.addFile({ items: copy });
    const [first, second] = test.library.connection
      .prepare<[string, string], number>('SELECT id FROM recording WHERE gid IN (?, ?) ORDER BY id')
      .pluck()
      .all(gid, other);
    const { body } = await test.ask('lookup', sound(items));
    expect(results(body).map(({ id }) => id)).toEqual([other, gid]);
    new RecordingWriter(test.library.connection).merge([first!, second!], { batch: null, at: 2, note: 'same' });
    const merged = await test.ask('lookup', sound(items));
    expect(results(merged.body)).toEqual([{ id: gid, score: expect.closeTo(0.96, 2) }]);
  });

  it('finds a recording by its id, and by that of one that was merged into it', async () => {
    const test = testAcoustid();
    const [gid, other] = [await test.addFile({ items: music() }), await test.addFile({ items: music() })];
    new RecordingWriter(test.library.connection).merge([1, 2], { batch: null, at: 2, note: 'same' });
    for (const trackid of [gid, other.toUpperCase()]) {
      expect(results((await test.ask('lookup', { trackid })).body)).toEqual([{ id: gid, score: 1 }]);
    }
    expect(results((await test.ask('lookup', { trackid: MBID })).body)).toEqual([]);
  });

  it('answers a batch by the numbers of its parts', async () => {
    const test = testAcoustid();
    const items = music();
    const gid = await test.addFile({ items });
    const { fingerprint, duration } = sound(items);
    const { body } = await test.ask('lookup', {
      batch: '1',
      'fingerprint.3': fingerprint!,
      'duration.3': duration!,
      'trackid.8': gid,
      'fingerprint.9': sound(music())['fingerprint']!,
      'duration.9': '180',
    });
    expect(body).toEqual({
      status: 'ok',
      fingerprints: [
        { index: 3, results: [{ id: gid, score: expect.closeTo(1) }] },
        { index: 8, results: [{ id: gid, score: 1 }] },
        { index: 9, results: [] },
      ],
    });
  });
});

describe('a submission', () => {
  it('is pending, then imported, and found from then on', async () => {
    const test = testAcoustid();
    const items = music();
    const said = { mbid: MBID, track: 'Hearth', artist: 'Ember', album: 'Ashes', year: '1999' };
    const [submission] = await test.submit({ ...sound(items), ...said });
    expect(submission).toEqual({ id: 1, status: 'pending' });
    const { body } = await test.ask('lookup', { ...sound(items), meta: 'recordings sources' });
    expect(results(body)).toEqual([
      {
        id: expect.stringMatching(/^[\da-f-]{36}$/),
        score: expect.closeTo(1),
        recordings: [{ id: MBID, sources: 1, title: 'Hearth', artists: [{ name: 'Ember' }] }],
      },
    ]);
    const gid = results(body)[0]!['id'];
    expect((await test.ask('submission_status', { id: '1' })).body).toEqual({
      status: 'ok',
      submissions: [{ id: 1, status: 'imported', result: { id: gid } }],
    });
    expect((await test.ask('fingerprint', { id: '1' })).body).toEqual({
      status: 'ok',
      fingerprint: { id: 1, hashes: [...items], duration: 180 },
    });
  });

  it('counts where it was known, adds a fingerprint where it is similar, and is a recording of its own otherwise', async () => {
    const test = testAcoustid();
    const items = music();
    await test.submit({ ...sound(items), mbid: MBID });
    await test.submit({ ...sound(disturbed(items, 0.01)), mbid: MBID });
    await test.submit({ ...sound(disturbed(items, 0.08)), mbid: OTHER_MBID });
    await test.submit({ ...sound(music()), mbid: MBID });
    const rows = (sql: string): unknown[] => test.library.connection.prepare(sql).raw().all();
    expect(rows('SELECT recording_id, submissions FROM recording_fingerprint ORDER BY id')).toEqual([
      [1, 2],
      [1, 1],
      [2, 1],
    ]);
    expect(rows('SELECT recording_id, mbid, submissions FROM recording_mbid ORDER BY id')).toEqual([
      [1, MBID, 2],
      [1, OTHER_MBID, 1],
      [2, MBID, 1],
    ]);
    expect(rows('SELECT client, user FROM submission_source')).toEqual([['test', 'me']]);
  });

  it('of a file of the library belongs to its recording', async () => {
    const test = testAcoustid();
    const items = music();
    const gid = await test.addFile({ items });
    await test.submit({ ...sound(items), mbid: MBID });
    const { body } = await test.ask('lookup', { trackid: gid, meta: 'recordingids' });
    expect(results(body)).toEqual([{ id: gid, score: 1, recordings: [{ id: MBID }] }]);
    expect(test.library.connection.prepare('SELECT count(*) FROM recording_fingerprint').pluck().get()).toBe(0);
  });

  it('of a batch keeps its number, and is one for each of its MBIDs', async () => {
    const test = testAcoustid();
    const { fingerprint, duration } = sound(music());
    const body = new URLSearchParams({
      client: 'c',
      user: 'u',
      'fingerprint.5': fingerprint!,
      'duration.5': duration!,
    });
    body.append('mbid.5', MBID);
    body.append('mbid.5', OTHER_MBID);
    const request = new Request('http://127.0.0.1/v2/submit', { method: 'POST', body });
    expect(await (await test.acoustid.answer(request, false)).json()).toEqual({
      status: 'ok',
      submissions: [
        { id: 1, status: 'pending', index: '5' },
        { id: 2, status: 'pending', index: '5' },
      ],
    });
    await test.queue.idle();
  });

  it('with too few different items is rejected with the reason', async () => {
    const test = testAcoustid();
    await test.submit(sound(Uint32Array.from({ length: 500 }, (_, at) => at % 79)));
    expect((await test.ask('submission_status', { id: '1' })).body['submissions']).toEqual([
      { id: 1, status: 'rejected', message: 'the fingerprint has fewer than 80 distinct items' },
    ]);
  });

  it('waits where the index is away, and is imported with the next', async () => {
    let isAway = true;
    const test = testAcoustid({
      index: {
        search: async () => {
          if (isAway) throw new IndexError('Unreachable', 'the server is away');
          return [];
        },
      },
    });
    await test.submit(sound(music()));
    const states = async () => (await test.ask('submission_status', { id: '1' })).body['submissions'];
    expect(await states()).toEqual([{ id: 1, status: 'pending' }]);
    expect(test.problems).toMatchObject([{ code: 'Unreachable' }]);
    isAway = false;
    await test.submit(sound(music()));
    expect(await states()).toMatchObject([{ status: 'imported' }]);
  });
});

describe('hostile fingerprints', () => {
  it('are answered, whatever they are', async () => {
    const test = testAcoustid();
    await test.addFile({ items: music() });
    let state = 9;
    const byte = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24;
    const texts = Array.from({ length: 60 }, (_, round) => {
      const head = [round % 5 === 0 ? byte() : 1, round % 7 === 0 ? byte() : 0, 0, byte()];
      return Buffer.from([...head, ...Array.from({ length: 40 + 10 * byte() }, byte)]).toString('base64url');
    });
    const whole = sound(music(5000))['fingerprint']!;
    const many = [
      ...texts,
      whole.slice(0, -9),
      whole.slice(9),
      `${whole}${whole}`,
      'A'.repeat(900_000),
      '\u0000',
      '==',
    ];
    for (const fingerprint of many) {
      const { status, body } = await test.ask('lookup', { fingerprint, duration: '180' });
      if (status !== 200) expect(body).toMatchObject({ error: { code: 3 } });
      await test.ask('submit', { fingerprint, duration: '180', track: 'x' });
    }
    await test.queue.idle();
    expect(test.problems).toEqual([]);
    expect(
      test.library.connection.prepare("SELECT count(*) FROM submission WHERE state = 'pending'").pluck().get(),
    ).toBe(0);
  });
});

describe('the recordings of an MBID', () => {
  it('come from tags and from submissions, each once', async () => {
    const test = testAcoustid();
    const gid = await test.addFile({ items: music(), tags: { musicbrainz_recordingid: [MBID.toUpperCase()] } });
    await test.submit({ ...sound(music()), mbid: MBID });
    const made = test.library.connection.prepare<[], string>('SELECT gid FROM recording WHERE id = 2').pluck().get();
    const ask = async (more = {}) => (await test.ask('track/list_by_mbid', { mbid: MBID, ...more })).body;
    expect(await ask()).toEqual({ status: 'ok', tracks: [{ id: gid }, { id: made }] });
    expect(await ask({ batch: '1' })).toEqual({
      status: 'ok',
      mbids: [{ mbid: MBID, tracks: [{ id: gid }, { id: made }] }],
    });
    test.library.connection.exec('UPDATE recording_mbid SET disabled = 1');
    expect(await ask()).toEqual({ status: 'ok', tracks: [{ id: gid }] });
    expect(await ask({ disabled: '1' })).toEqual({
      status: 'ok',
      tracks: [{ id: gid }, { id: made, disabled: true }],
    });
    expect(await ask({ mbid: OTHER_MBID })).toEqual({ status: 'ok', tracks: [] });
    const edit = (value: readonly string[] | null) =>
      test.library.edits.apply([1], { musicbrainz_recordingid: value }, TESTER);
    edit([OTHER_MBID]);
    expect(await ask({ mbid: OTHER_MBID })).toEqual({ status: 'ok', tracks: [{ id: gid }] });
    expect(await ask()).toEqual({ status: 'ok', tracks: [] });
    edit(null);
    expect(await ask({ mbid: OTHER_MBID })).toEqual({ status: 'ok', tracks: [] });
    expect(await ask()).toEqual({ status: 'ok', tracks: [] });
  });
});

describe('an error', () => {
  const items = music();
  const one = sound(items);
  it.each([
    [1, 400, 'lookup', { ...one, format: 'yaml' }],
    [2, 400, 'lookup', {}],
    [2, 400, 'lookup', { ...one, client: '' }],
    [2, 400, 'submit', { ...one, user: '' }],
    [2, 400, 'submission_status', {}],
    [2, 400, 'submission_status', { id: '1e3' }],
    [2, 400, 'submission_status', { id: '0x10' }],
    [2, 400, 'submission_status', { id: ' 7 ' }],
    [2, 400, 'fingerprint', {}],
    [2, 400, 'track/list_by_mbid', {}],
    [3, 400, 'lookup', { ...one, fingerprint: 'AQAB' }],
    [3, 400, 'submit', { ...one, fingerprint: 'AQAB' }],
    [7, 400, 'track/list_by_mbid', { mbid: 'x' }],
    [8, 400, 'submit', { ...one, duration: '-5' }],
    [8, 400, 'lookup', { ...one, duration: ' 180 ' }],
    [8, 400, 'lookup', { ...one, duration: '1e2' }],
    [9, 400, 'submit', { ...one, bitrate: '-5' }],
    [9, 400, 'submit', { ...one, bitrate: '+128' }],
    [10, 400, 'submit', { ...one, foreignid: 'x' }],
    [11, 400, 'lookup', { ...one, maxdurationdiff: '99' }],
    [11, 400, 'lookup', { ...one, maxdurationdiff: ' 7 ' }],
    [18, 404, 'fingerprint', { id: '5' }],
    [18, 404, 'fingerprint', { id: '-1' }],
    [18, 404, 'fingerprint', { id: 'x' }],
    [18, 404, 'fingerprint', { id: '0x1' }],
  ])('%d has the status %d of %s with %j', async (code, status, method, parameters) => {
    const answer = await testAcoustid().ask(method, parameters as Record<string, string>);
    expect(answer).toEqual({
      status,
      body: { status: 'error', error: { code, message: expect.stringMatching(/\w/) } },
    });
  });

  it('4 and 6 are those of keys that settings do not name', async () => {
    const test = testAcoustid();
    test.settings['serve.clients'] = ['known'];
    test.settings['serve.users'] = ['known'];
    const code = async (method: string, parameters: Record<string, string>) =>
      ((await test.ask(method, parameters)).body['error'] as { code: number } | undefined)?.code;
    expect(await code('lookup', one)).toBe(4);
    expect(await code('lookup', { ...one, client: 'known' })).toBeUndefined();
    expect(await code('submit', { ...one, client: 'known' })).toBe(6);
    expect(await code('submit', { ...one, client: 'known', user: 'known' })).toBeUndefined();
    await test.queue.idle();
  });

  it('12 is that of pages of other sites that submit', async () => {
    const { acoustid } = testAcoustid();
    const ask = (method: string) =>
      acoustid.answer(
        new Request(`http://127.0.0.1/v2/${method}`, {
          method: 'POST',
          body: new URLSearchParams({ client: 'c', user: 'u', ...one }),
        }),
        true,
      );
    expect((await ask('submit')).status).toBe(403);
    expect((await ask('lookup')).status).toBe(200);
  });

  it('5 is that of faults, 13 that of an index that is away; the cause is told to the library alone', async () => {
    let error: Error = new Error('a secret path');
    const test = testAcoustid({ index: { search: () => Promise.reject(error) } });
    const broken = await test.ask('lookup', one);
    expect(broken).toEqual({ status: 500, body: { status: 'error', error: { code: 5, message: 'internal error' } } });
    error = new IndexError('SearchTimeout', 'too slow');
    expect(await test.ask('lookup', one)).toMatchObject({ status: 503, body: { error: { code: 13 } } });
    expect(test.problems.map(({ message }) => message)).toEqual(['a secret path', 'too slow']);
  });

  it('14 is that of a client that asks too often', async () => {
    const test = testAcoustid();
    test.settings['serve.rate'] = 2;
    const ask = async (client = 'a') => (await test.ask('lookup', { trackid: MBID, client })).status;
    expect([await ask(), await ask(), await ask(), await ask('b')]).toEqual([200, 200, 429, 200]);
    test.clock = 501;
    expect(await ask()).toBe(200);
  });

  it('19 is that of a body beyond 1 MiB, also of what is decompressed', async () => {
    const { acoustid } = testAcoustid();
    const body = `client=${'a'.repeat(2 << 20)}`;
    const post = (content: string | Buffer<ArrayBuffer>, headers: Record<string, string>) =>
      acoustid.answer(new Request('http://127.0.0.1/v2/lookup', { method: 'POST', body: content, headers }), false);
    for (const answer of [await post(body, {}), await post(gzipSync(body), { 'content-encoding': 'gzip' })]) {
      expect([answer.status, answer.headers.get('connection')]).toEqual([413, 'close']);
      expect(await answer.json()).toMatchObject({ status: 'error', error: { code: 19 } });
    }
  });

  it('is written in the format that was asked for', async () => {
    const { acoustid } = testAcoustid();
    const ask = (format: string) =>
      acoustid.answer(new Request(`http://127.0.0.1/v2/lookup?format=${format}&jsoncallback=f`), false);
    expect(await (await ask('jsonp')).text()).toMatch(/^f\(\{"status":"error","error":\{"code":2,.*\}\)$/);
    const xml = await ask('xml');
    expect(xml.headers.get('content-type')).toBe('text/xml; charset=UTF-8');
    expect(await xml.text()).toContain('<status>error</status><error><code>2</code>');
  });
});

describe('a request', () => {
  const ask = (method: string, path: string) =>
    testAcoustid().acoustid.answer(new Request(`http://127.0.0.1${path}`, { method }), false);

  it.each(['/v2/lookups', '/v2/', '/v2/constructor', '/v2/track'])('to %s finds nothing', async (path) => {
    expect((await ask('GET', path)).status).toBe(404);
  });

  it('of another method is told the right ones', async () => {
    const answer = await ask('DELETE', '/v2/lookup');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
  });

  it('may come from any site', async () => {
    const preflight = await ask('OPTIONS', '/v2/lookup');
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Content-Encoding');
    for (const answer of [preflight, await ask('GET', '/v2/lookup'), await ask('GET', '/v2/fingerprint?id=1')]) {
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    }
  });
});
