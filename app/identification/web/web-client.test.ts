import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from '../../model/schema.ts';
import { FakeMusicServices } from '../../../tests/support/fake-music-services.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { FakeClock } from '../../model/testing-clock.ts';
import { readJson } from './read-json.ts';
import { ResponseCache } from './response-cache.ts';
import { WebClient, type Question } from './web-client.ts';

const ID = '10000000-0000-4000-8000-000000000001';
const HOUR = 3_600_000;
const START = Date.parse('2026-01-01T00:00:00Z');
const { signal } = new AbortController();

let services: FakeMusicServices;
let clock: FakeClock;
let client: WebClient;
let library: string;
beforeEach(async () => {
  clock = new FakeClock(START);
  services = await FakeMusicServices.start(() => clock.now());
  services.releases.set(ID, { id: ID, title: 'Nattsvømmer' });
  library = join(temporaryFolder(), 'library');
  mkdirSync(library);
  client = new WebClient({
    clock,
    cache: new ResponseCache(library),
    userAgent: async () => 'Descant/1 ( x@y )',
    timeout: 2000,
  });
});
afterEach(() => services.close());

const question = (values: Partial<Question<string>> = {}): Question<string> => ({
  url: `${services.musicBrainz}/release/${ID}`,
  read: (body) => readJson(body, z.object({ title: z.string() }), 'MusicBrainz').title,
  interval: 1000,
  mostBytes: 10_000,
  keep: HOUR,
  ...values,
});
const ask = (values: Partial<Question<string>> = {}): Promise<string | null> => client.ask(question(values), signal);

it('asks once and answers from the cache until the answer is too old', async () => {
  expect(await ask()).toBe('Nattsvømmer');
  clock.pass(HOUR - 1);
  expect(await ask()).toBe('Nattsvømmer');
  expect(client.requests).toBe(1);
  clock.pass(1);
  expect(await ask()).toBe('Nattsvømmer');
  expect(services.requests).toHaveLength(2);
  expect(services.requests[0]).toMatchObject({ userAgent: 'Descant/1 ( x@y )' });
});

it('keeps that there is nothing', async () => {
  const url = `${services.musicBrainz}/release/${ID.replace('1', '9')}`;
  expect(await ask({ url })).toBeNull();
  expect(await ask({ url })).toBeNull();
  expect(client.requests).toBe(1);
});

it('waits as long as a busy service says, in seconds or until a date', async () => {
  const date = new Date(START + 40_000).toUTCString();
  services.script(
    '/release/',
    { status: 503, headers: { 'Retry-After': '12' } },
    { status: 429, headers: { 'Retry-After': date } },
  );
  expect(await ask()).toBe('Nattsvømmer');
  expect(services.requests.map(({ at }) => at - START)).toEqual([0, 12_000, 40_000]);
});

it('waits 2, 4 and 8 seconds where a busy service does not say, and then gives up', async () => {
  services.script('/release/', ...Array.from({ length: 4 }, () => ({ status: 503 })));
  await expect(ask()).rejects.toMatchObject({
    code: 'BUSY',
    message: expect.stringMatching(/^127\.0\.0\.1:\d+ is busy/),
  });
  expect(services.requests.map(({ at }) => at - START)).toEqual([0, 2000, 6000, 14_000]);
});

it('takes what is neither seconds nor a date for nothing', async () => {
  services.script(
    '/release/',
    ...['-5', '1.5', 'soon'].map((text) => ({ status: 503, headers: { 'Retry-After': text } })),
  );
  expect(await ask()).toBe('Nattsvømmer');
  expect(services.requests.map(({ at }) => at - START)).toEqual([0, 2000, 6000, 14_000]);
});

it('does not wait longer than a minute', async () => {
  services.script('/release/', { status: 503, headers: { 'Retry-After': '61' } });
  await expect(ask()).rejects.toMatchObject({ code: 'BUSY' });
  expect(services.requests).toHaveLength(1);
});

it.each([
  ['a cut answer', 'cut' as const, 'breaks off'],
  [
    'broken JSON',
    { status: 200, body: '<!doctype html>\n<html>' },
    'is no JSON: it begins with "<!doctype html> <html>"; if this',
  ],
  [
    'JSON of another form',
    { status: 200, body: '{"title":7}' },
    'is not of the form that is expected: title takes a text, not 7; if this stays so, see whether a proxy',
  ],
  ['an answer that is too long', { status: 200, body: 'x'.repeat(10_001) }, 'has more than 10000 bytes'],
  ['an error of the server', { status: 500 }, 'failed with status 500'],
])('asks once more after %s, keeps nothing of it, and tells it', async (_, answer, message) => {
  services.script('/release/', answer);
  expect(await ask()).toBe('Nattsvømmer');
  expect(client.requests).toBe(2);
  clock.pass(2 * HOUR);
  services.script('/release/', answer, answer);
  await expect(ask({ url: `${question().url}?again` })).rejects.toMatchObject({
    code: 'BAD_ANSWER',
    message: expect.stringContaining(message),
  });
});

it('reads an answer in another encoding than it says', async () => {
  services.script('/release/', 'windows-1252');
  expect(await ask()).toBe('Nattsvømmer');
});

it('tells why a service refuses', async () => {
  services.script('/release/', {
    status: 400,
    body: '{"status":"error","error":{"code":4,"message":"invalid API key"}}',
  });
  await expect(ask()).rejects.toMatchObject({
    code: 'REFUSED',
    message: expect.stringContaining('with status 400: invalid API key'),
  });
  services.script('/release/', { status: 403, body: '<html>' });
  await expect(ask()).rejects.toMatchObject({ message: expect.stringContaining('403: no reason is given') });
});

it('does not wait for ever', async () => {
  client = new WebClient({ clock, cache: new ResponseCache(library), userAgent: async () => 'x', timeout: 30 });
  services.script('/release/', 'silence');
  await expect(ask()).rejects.toMatchObject({ code: 'TIMED_OUT' });
});

it('answers from an old entry where the network is gone, and fails without one', async () => {
  expect(await ask()).toBe('Nattsvømmer');
  await services.close();
  clock.pass(100 * HOUR);
  expect(await ask()).toBe('Nattsvømmer');
  await expect(ask({ url: `${question().url}?other` })).rejects.toMatchObject({
    code: 'OFFLINE',
    message: expect.stringMatching(/cannot be reached: ECONNREFUSED$/),
  });
  services = await FakeMusicServices.start();
});

it('ends with the run that asks', async () => {
  const leaving = new AbortController();
  services.script('/release/', 'silence');
  const asked = client.ask(question(), leaving.signal);
  leaving.abort(new Error('cancelled'));
  await expect(asked).rejects.toThrow('cancelled');
});
