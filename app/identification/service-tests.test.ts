import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectIndex, serveIndex, type IndexServer } from '../../index-engine/index.ts';
import { FakeMusicServices } from '../../tests/support/fake-music-services.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { settingsOf, type Settings } from '../library/settings.ts';
import { FakeClock } from '../model/testing-clock.ts';
import type { ServiceTest, TestedService } from '../model/service-tests.ts';
import { ServiceTests } from './service-tests.ts';
import { ResponseCache } from './web/response-cache.ts';
import { WebClient } from './web/web-client.ts';

let services: FakeMusicServices;
let index: IndexServer;
let settings: Settings;

beforeEach(async () => {
  services = await FakeMusicServices.start();
  index = await serveIndex({ directory: temporaryFolder(), host: '127.0.0.1', port: 0 });
  settings = {
    ...settingsOf([]),
    'identify.contact': 'me@example.org',
    'identify.acoustid-key': 'app',
    'identify.musicbrainz-url': services.musicBrainz,
    'identify.acoustid-url': services.acoustid,
    'identify.cover-art-url': services.coverArt,
    'index.url': `http://127.0.0.1:${index.port}/music`,
  };
});
afterEach(async () => {
  await services.close();
  await index.close();
});

function test(service: TestedService, changed: Partial<Settings> = {}, timeout = 5000): Promise<ServiceTest> {
  const library = join(temporaryFolder(), 'library');
  mkdirSync(library);
  let time = 0;
  return new ServiceTests({
    settings: async () => ({ ...settings, ...changed }),
    client: new WebClient({
      clock: new FakeClock(0),
      cache: new ResponseCache(library),
      userAgent: async () => 'Descant/1',
      timeout,
    }),
    indexOwner: async () => 'mine',
    now: () => (time += 42),
  }).test(service);
}

describe('a service that is tested', () => {
  it.each(['musicbrainz', 'acoustid', 'cover-art', 'index'] as const)(
    'is reached, with the time that it took: %s',
    async (service) => {
      expect(await test(service)).toMatchObject({ service, result: 'reached', milliseconds: 42 });
      expect(services.requests.length).toBe(service === 'index' ? 0 : 1);
    },
  );

  it('is asked once, also where it is busy or silent', async () => {
    services.script('/musicbrainz', { status: 503, headers: { 'Retry-After': '3' } }, 'silence', 'cut');
    expect((await test('musicbrainz')).result).toBe('busy');
    expect(await test('musicbrainz', {}, 100)).toMatchObject({
      result: 'timed-out',
      message: expect.stringContaining('0.1 s'),
    });
    expect((await test('musicbrainz')).result).toBe('other-kind');
    expect(services.requests).toHaveLength(3);
  });

  it('is not asked without what it asks for', async () => {
    expect(await test('musicbrainz', { 'identify.contact': null })).toMatchObject({
      result: 'not-set',
      message: expect.stringContaining('descant config identify.contact'),
    });
    expect((await test('acoustid', { 'identify.acoustid-key': null })).result).toBe('not-set');
    expect((await test('index', { 'index.url': null })).message).toContain('descant config index.url URL');
    expect(services.requests).toEqual([]);
  });

  it('may refuse the key', async () => {
    const body = '{"status":"error","error":{"code":4,"message":"invalid API key"}}';
    services.script('/acoustid', { status: 400, body });
    expect(await test('acoustid')).toMatchObject({
      result: 'refused',
      message: 'AcoustID does not take the key of the application: invalid API key',
    });
    services.script('/musicbrainz', { status: 403, body: '<html>' });
    expect((await test('musicbrainz')).result).toBe('refused');
  });

  it('may be no such service, or nothing at all', async () => {
    const page = { status: 200, body: '<html>' } as const;
    for (const service of ['musicbrainz', 'acoustid', 'cover-art'] as const) {
      services.script(`/${service}`, page);
      expect((await test(service)).result).toBe('other-kind');
    }
    services.script('/acoustid', { status: 404 });
    expect((await test('acoustid')).message).toContain('there is nothing at');
    expect((await test('index', { 'index.url': `${services.base}/music` })).result).toBe('other-kind');
    const nowhere = 'http://127.0.0.1:1';
    expect((await test('acoustid', { 'identify.acoustid-url': nowhere })).result).toBe('unreachable');
    expect((await test('index', { 'index.url': `${nowhere}/music` })).result).toBe('unreachable');
  });
});

describe('the index on a server', () => {
  it('is told with what it holds, and nothing is made by the test', async () => {
    expect((await test('index')).message).toBe('the server answers; the index is made with its first use');
    expect((await test('index')).message).toContain('first use');
    const remote = await connectIndex(settings['index.url']!);
    await remote.update([{ type: 'insert', id: 1, hashes: Uint32Array.of(1) }], {
      metadata: { 'descant.library': 'mine' },
    });
    expect((await test('index')).message).toBe('the index has 1 fingerprints');
    await remote.update([], { metadata: { 'descant.library': 'other' } });
    expect(await test('index')).toMatchObject({
      result: 'refused',
      message: expect.stringContaining('another library'),
    });
    await remote.close();
  });
});
