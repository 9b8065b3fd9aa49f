/** `descant serve --api`: real clients of AcoustID's web API and of the index, beside a running service. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { connectIndex } from '../../index-engine/index.ts';
import { descantHere } from '../support/commands-here.ts';
import { startService, type Announcement, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const PROGRAM = fileURLToPath(new URL('../../main/descant.mjs', import.meta.url));
const folder = temporaryFolder();
const [music, library] = [join(folder, 'music'), join(folder, 'library')];
const [known, other] = [join(music, 'known.flac'), join(folder, 'other.flac')];

const MBID = '4e0d8649-1f89-44f7-91af-4c0dbee81f28';
const RELEASE = '6a0d8649-1f89-44f7-91af-4c0dbee81f28';

/** Forty seconds of three voices that do not repeat; another melody for every `step`. */
async function melody(path: string, step: number, tags: Readonly<Record<string, string>>): Promise<void> {
  const note = (seed: number): string =>
    `sin(2*PI*t*220*pow(2\\,mod(floor(t*3)*floor(t*3)*${step + seed}+floor(t)*${seed}\\,25)/12))`;
  const source = `aevalsrc=0.2*(${note(5)}+${note(11)}+${note(3)}):s=22050:d=40`;
  const metadata = Object.entries(tags).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]);
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', source, ...metadata, path]);
}

let service: RunningService;
const urls = new Map<string, string>();
beforeAll(async () => {
  mkdirSync(music);
  const tags = {
    title: 'Hearth',
    artist: 'Ember',
    album: 'Ashes',
    musicbrainz_trackid: MBID,
    musicbrainz_albumid: RELEASE,
  };
  [service] = await Promise.all([
    startService(library, ['--no-mount', '--api', 'acoustid,index', '--api-port', '0']),
    melody(known, 7, tags),
    melody(other, 13, { title: 'Other' }),
  ]);
  for (const { event, api, url } of service.announced) if (event === 'api') urls.set(String(api), String(url));
  await descantHere(library, 'scan', music, '--wait', 'analysis');
});

const python = async (...words: readonly string[]): Promise<Record<string, never>> =>
  JSON.parse((await run('/usr/bin/python3', [join(import.meta.dirname, 'acoustid-clients.py'), ...words])).stdout);

describe('descant serve --api', () => {
  it('answers pyacoustid and the plugin chroma of beets', async () => {
    const answers = await python(urls.get('acoustid')!, known, other);
    expect(answers).toMatchObject({
      known: [[expect.closeTo(1, 1), MBID, 'Hearth', 'Ember']],
      other: [],
      submitted: { status: 'ok', submissions: [{ id: 1, status: 'pending', index: '0' }] },
      status: { id: 1, status: 'imported', result: { id: expect.stringMatching(/^[\da-f-]{36}$/) } },
      afterwards: [[expect.closeTo(1, 1), expect.stringMatching(/^5f0d/), 'Other', 'Ash']],
      lookup: { results: [{ recordings: [{ sources: 1 }] }] },
      refused: 'error 3: invalid fingerprint',
      chroma: { matches: [[MBID], [RELEASE]], id: expect.stringMatching(/^[\da-f-]{36}$/) },
    });
  });

  it('takes what beet submit sends', async () => {
    const configuration = join(folder, 'beets.yaml');
    const plugins = join(folder, 'plugins');
    mkdirSync(plugins);
    writeFileSync(
      join(plugins, 'here.py'),
      `import acoustid\nfrom beets.plugins import BeetsPlugin as Here\nacoustid.set_base_url("${urls.get('acoustid')}")\n`,
    );
    writeFileSync(
      configuration,
      `directory: ${folder}/copies\nlibrary: ${folder}/beets.db\npluginpath: ${plugins}\nplugins: chroma here\n` +
        'acoustid:\n  apikey: me\nimport:\n  copy: no\n  write: no\n  autotag: no\n',
    );
    const beet = (...words: readonly string[]) =>
      run('beet', ['-c', configuration, ...words], { env: { ...process.env, HOME: folder } });
    await beet('import', '-q', music);
    expect((await beet('submit')).stderr).toContain('submitting 1 fingerprints');
    const answer = await fetch(`${urls.get('acoustid')}track/list_by_mbid?mbid=${MBID}`);
    expect(await answer.json()).toMatchObject({ status: 'ok', tracks: [{ id: expect.any(String) }] });
    const imported = await fetch(`${urls.get('acoustid')}submission_status?client=c&id=2`);
    expect(await imported.json()).toMatchObject({ submissions: [{ id: 2 }] });
  });

  it('lets clients of acoustid-index search, and change nothing', async () => {
    const index = await connectIndex(urls.get('index')!);
    expect((await index.info()).documents).toBe(2);
    expect(await index.has(1)).toBe(true);
    await expect(index.update([{ type: 'delete', id: 1 }])).rejects.toMatchObject({ code: 'Forbidden' });
    await index.close();
    const fromPage = await fetch(urls.get('index')!, { headers: { Origin: 'http://site.example' } });
    expect(fromPage.status).toBe(403);
  });

  it('serves the same beside a running service, and says so when that has ended', async () => {
    const words = ['serve', '--library', library, '--api', 'acoustid', '--port', '0', '--json'];
    const beside = spawn(process.execPath, [PROGRAM, ...words]);
    const address = Promise.withResolvers<string>();
    createInterface({ input: beside.stdout }).on('line', (line) => {
      const { event, url } = JSON.parse(line) as Announcement;
      if (event === 'api') address.resolve(String(url));
    });
    const gone = once(beside, 'exit');
    const url = await address.promise;
    const ask = (path: string, headers = {}) => fetch(`${url}${path}`, { headers });
    expect(await (await ask('track/list_by_mbid?format=xml&mbid=' + MBID)).text()).toContain(
      '<status>ok</status><tracks><track>',
    );
    const body = new URLSearchParams({ client: 'c', user: 'u', fingerprint: 'AQAAAQA', duration: '5' });
    const submit = (headers: Readonly<Record<string, string>>) =>
      fetch(`${url}submit`, { method: 'POST', body, headers });
    expect((await submit({ Origin: 'http://site.example' })).status).toBe(403);
    expect((await submit({})).status).toBe(200);
    const large = await fetch(`${url}lookup`, { method: 'POST', body: `client=${'a'.repeat(2 << 20)}` });
    expect(large.status).toBe(413);
    await service.stop();
    const without = await ask(`track/list_by_mbid?mbid=${MBID}`);
    expect([without.status, await without.json()]).toMatchObject([503, { error: { code: 13 } }]);
    beside.kill('SIGTERM');
    expect(await gone).toEqual([0, null]);
  });
});
