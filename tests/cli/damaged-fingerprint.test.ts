/** What commands and routes answer while one stored fingerprint among good ones is damaged, and how it is made anew. */
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attach } from '../../main/cli/connect.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const folder = temporaryFolder();
const [music, library] = [join(folder, 'music'), join(folder, 'library')];
const file = (name: string): string => join(music, name);

/** Half a minute of three voices; another melody for every `step`. */
async function melody(name: string, step: number): Promise<void> {
  const note = (seed: number): string =>
    `sin(2*PI*t*220*pow(2\\,mod(floor(t*3)*floor(t*3)*${step + seed}+floor(t)*${seed}\\,25)/12))`;
  const source = `aevalsrc=0.2*(${note(5)}+${note(11)}+${note(3)}):s=22050:d=40`;
  const tags = ['-metadata', `title=${name}`, '-metadata', 'artist=Ember'];
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', source, ...tags, file(name)]);
}

let service: RunningService;
const ids = new Map<string, number>();
const idOf = (name: string): string => String(ids.get(name));
const change = (sql: string): void => {
  const connection = new Database(join(library, 'library.db'));
  connection.exec(sql);
  connection.close();
};
/** Damages one of two copies of a recording. */
const damage = (): void =>
  change(`UPDATE analysis SET fingerprint = x'0102', error = NULL WHERE file_id = (
  SELECT file_id FROM track WHERE id = ${idOf('copy.opus')})`);

beforeAll(async () => {
  mkdirSync(music);
  await Promise.all([melody('one.flac', 7), melody('two.flac', 13)]);
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-i', file('one.flac'), '-b:a', '48k', file('copy.opus')]);
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-i', file('one.flac'), '-b:a', '128k', file('copy.mp3')]);
  const first = await startService(library, ['--no-mount']);
  await descant(library, 'scan', music, '--wait', 'analysis');
  await first.stop();
  service = await startService(library, [
    '--no-mount',
    '--no-analysis',
    '--no-watch',
    '--api',
    'acoustid',
    '--api-port',
    '0',
  ]);
  const { tracks } = await descantJson<{ tracks: { id: number; path: string }[] }>(
    library,
    'tracks',
    '',
    '--fields',
    'id,path',
  );
  for (const { id, path } of tracks) ids.set(path.slice(music.length + 1), id);
});

describe('while one of the fingerprints is damaged', () => {
  beforeEach(damage);

  it('compare compares others, and says of that track that it has none', async () => {
    const { code, stderr } = await descant(library, 'compare', idOf('one.flac'), idOf('copy.opus'));
    expect([code, stderr]).toEqual([1, expect.stringContaining(`track ${idOf('copy.opus')} has no fingerprint`)]);
    expect(await descantJson(library, 'compare', idOf('one.flac'), idOf('copy.mp3'))).toMatchObject({ kind: 'same' });
  });

  it('lookup finds the others', async () => {
    const { results } = await descantJson<{ results: { matches: { trackId: number }[] }[] }>(
      library,
      'lookup',
      file('one.flac'),
    );
    expect(results[0]!.matches.map(({ trackId }) => String(trackId)).toSorted()).toEqual(
      [idOf('one.flac'), idOf('copy.mp3')].toSorted(),
    );
  });

  it('duplicates lists the others, also those that are still to be compared', async () => {
    change('UPDATE analysis SET compared = NULL');
    const { recordings } = await descantJson<{ recordings: { tracks: { id: number }[] }[] }>(library, 'duplicates');
    const [group] = recordings;
    expect(group!.tracks.length).toBeGreaterThanOrEqual(2);
  });

  it('tracks prints the fingerprints of the others', async () => {
    const { tracks } = await descantJson<{ tracks: { id: number; fingerprint: string | null }[] }>(
      library,
      'tracks',
      '',
      '--fields',
      'id,fingerprint',
    );
    expect(tracks.filter(({ fingerprint }) => fingerprint === null).map(({ id }) => String(id))).toEqual([
      idOf('copy.opus'),
    ]);
  });

  it('rebuild --index fills the index with the others', async () => {
    expect(await descant(library, 'rebuild', '--index')).toMatchObject({ code: 0 });
    const { results } = await descantJson<{ results: { matches: unknown[] }[] }>(library, 'lookup', file('two.flac'));
    expect(results[0]!.matches).toHaveLength(1);
  });

  it('the others are queued to be submitted', async () => {
    // Nobody listens there: what is queued stays.
    await descant(library, 'config', 'identify.acoustid-url', 'http://127.0.0.1:9/');
    for (const key of ['identify.acoustid-key', 'identify.acoustid-user-key']) {
      await descant(library, 'config', key, 'k');
    }
    expect(await service.api.submissions.add.mutate({ query: '' })).toMatchObject({ queued: 3, withoutSound: 1 });
  });

  it('programs look up the others', async () => {
    const { tracks } = await descantJson<{ tracks: [{ fingerprint: string }] }>(
      library,
      'tracks',
      `id:${idOf('one.flac')}`,
      '--fields',
      'fingerprint',
    );
    const { url } = service.announced.find(({ event, api }) => event === 'api' && api === 'acoustid')!;
    const body = new URLSearchParams({ client: 'c', duration: '40', fingerprint: tracks[0].fingerprint });
    const answer = await fetch(`${url}lookup`, { method: 'POST', body });
    expect(await answer.json()).toMatchObject({ status: 'ok', results: [{ id: expect.any(String) }] });
  });
});

/** Begins to listen. @returns waits for the announcement that this track has changed */
async function changeOf(name: string): Promise<() => Promise<unknown>> {
  const client = (await attach(library, 1))!;
  const ending = new AbortController();
  const events = client.events(ending.signal);
  // The service begins with its state: the stream is open then.
  await events.next();
  return async () => {
    for await (const event of events) if (event.type === 'tracks' && event.ids?.includes(ids.get(name)!)) break;
    ending.abort();
  };
}

/** Ids of the tracks that health names, with why. */
async function unanalysed(): Promise<readonly (readonly [string, string])[]> {
  const { stdout } = await descant(library, 'health', 'unanalysed', '--json');
  const { items } = JSON.parse(stdout) as { items: { trackId: number; message: string }[] };
  return items.map(({ trackId, message }) => [String(trackId), message]);
}

it('is a problem of its track, is made anew by the next analysis, and is none then', async () => {
  const stored = (): unknown => {
    const connection = new Database(join(library, 'library.db'), { readonly: true });
    const row = connection.prepare(
      'SELECT hex(fingerprint) FROM analysis WHERE file_id = (SELECT file_id FROM track WHERE id = ?)',
    );
    const [value] = row.raw().get(ids.get('two.flac')) as [string];
    connection.close();
    return value;
  };
  const whole = stored();
  change(`UPDATE analysis SET fingerprint = substr(fingerprint, 1, 100) WHERE file_id = (
    SELECT file_id FROM track WHERE id = ${idOf('two.flac')})`);
  const changed = await changeOf('two.flac');
  await descant(library, 'compare', idOf('two.flac'), idOf('one.flac'));
  await changed();
  expect(await unanalysed()).toContainEqual([
    idOf('two.flac'),
    'The stored fingerprint was damaged; the file is analysed again.',
  ]);
  expect(
    (await descantJson<{ coverage: { pending: number } }>(library, 'lookup', file('one.flac'))).coverage.pending,
  ).toBeGreaterThan(0);
  await service.stop();
  service = await startService(library, ['--no-mount', '--no-watch']);
  await descant(library, 'scan', '--wait', 'analysis');
  expect([stored(), await unanalysed()]).toEqual([whole, []]);

  // While the analysis runs in the background, nobody has to begin it.
  damage();
  const mended = await changeOf('copy.opus');
  await descant(library, 'compare', idOf('copy.opus'), idOf('one.flac'));
  await mended();
  await descant(library, 'scan', '--wait', 'analysis');
  expect(await descantJson(library, 'compare', idOf('copy.opus'), idOf('one.flac'))).toMatchObject({ kind: 'same' });
});
