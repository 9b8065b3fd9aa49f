/** `descant duplicates` over real sounds: copies of one recording in other formats, and other music. */
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const folder = temporaryFolder();
const [music, library] = [join(folder, 'music'), join(folder, 'library')];

interface Report {
  readonly compared: number;
  readonly pending: number;
  readonly recordings: readonly {
    readonly score: number;
    readonly tracks: readonly { readonly path: string; readonly kind: string }[];
    readonly parts: readonly { readonly path: string; readonly offset: number }[];
  }[];
}

interface Listed {
  readonly recordings: readonly { readonly id: number; readonly gid: string; readonly tracks: readonly number[] }[];
}

/** Half a minute of a melody that is another for every `step`. */
async function melody(name: string, step: number): Promise<string> {
  const path = join(music, name);
  const note = (seed: number): string =>
    `sin(2*PI*t*220*pow(2\\,mod(floor(t*3)*${step + seed}+floor(t)*${seed}\\,25)/12))`;
  await run('ffmpeg', [
    '-nostdin',
    '-v',
    'error',
    '-y',
    '-f',
    'lavfi',
    '-i',
    `aevalsrc=0.2*(${note(5)}+${note(11)}+${note(3)}):s=44100:d=30`,
    path,
  ]);
  return path;
}

const encode = (from: string, name: string, ...options: readonly string[]): Promise<unknown> =>
  run('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', from, ...options, join(music, name)]);
const names = ({ recordings }: Report): string[][] =>
  recordings.map(({ tracks }) => tracks.map(({ path }) => path.slice(music.length + 1)));

/** How many copies the recordings with several have. */
async function sizes(): Promise<number[]> {
  const copies = names(await descantJson<Report>(library, 'duplicates')).map((group) => group.length);
  return copies.filter((size) => size > 1);
}

beforeAll(async () => {
  mkdirSync(music);
  const [one, other] = await Promise.all([melody('one.flac', 7), melody('other.flac', 13)]);
  await encode(one, 'one small.mp3', '-c:a', 'libmp3lame', '-b:a', '96k');
  await encode(one, 'one.mp3', '-c:a', 'libmp3lame', '-b:a', '192k');
  await encode(one, 'one quiet.ogg', '-c:a', 'libvorbis', '-q:a', '3', '-af', 'volume=-10dB');
  await encode(other, 'other.opus', '-c:a', 'libopus', '-b:a', '64k');
  await melody('alone.mp3', 17);
  await encode(one, 'part of one.flac', '-t', '15');
});

describe('descant duplicates', () => {
  it('says which tracks are not analysed yet', async () => {
    await descantJson(library, 'scan', music, '--wait', 'tags');
    expect(await descantJson<Report>(library, 'duplicates')).toEqual({
      compared: 0,
      pending: 8,
      problem: null,
      recordings: [],
    });
  });
});

describe('descant duplicates of a library that has been analysed', () => {
  beforeAll(async () => {
    await startService(library, ['--no-mount']);
    await descantJson(library, 'scan', '--wait', 'analysis');
  });

  it('puts copies of a recording together whatever their format, the best first, and nothing else', async () => {
    const report = await descantJson<Report>(library, 'duplicates');
    expect(report).toMatchObject({ compared: 8, pending: 0 });
    expect(names(report).map((group) => group.toSorted())).toEqual([
      ['one quiet.ogg', 'one small.mp3', 'one.flac', 'one.mp3'],
      ['other.flac', 'other.opus'],
    ]);
    expect(names(report).map(([best]) => best)).toEqual(['one.flac', 'other.flac']);
    for (const { score } of report.recordings) expect(score).toBeGreaterThan(0.75);
    expect(report.recordings.map(({ parts }) => parts)).toEqual([
      [expect.objectContaining({ path: join(music, 'part of one.flac') })],
      [],
    ]);
    expect(Math.abs(report.recordings[0]!.parts[0]!.offset)).toBeLessThan(0.5);
  });

  it('tells people what the spare copies take', async () => {
    const { stdout } = await descant(library, 'duplicates');
    expect(stdout).toContain('2 recordings with several copies among 8 tracks');
    expect(stdout.split('\n').filter((line) => line.startsWith('best'))).toHaveLength(2);
  });

  it('leaves out what a person has split off, until that is undone', async () => {
    const { recordings } = await descantJson<Listed>(library, 'recordings', '--several');
    expect(recordings.map(({ tracks }) => tracks.length)).toEqual([4, 2]);
    const [four, two] = recordings as [Listed['recordings'][0], Listed['recordings'][0]];
    const split = await descantJson<{ gid: string }>(library, 'recordings', 'split', String(four.tracks[0]));
    expect(await sizes()).toEqual([3, 2]);
    const merged = await descant(library, 'recordings', 'merge', split.gid, two.gid);
    expect(merged.stdout).toContain(`part of recording ${two.id} (${two.gid})\nKnown of them: no comparison has found`);
    expect(await sizes()).toEqual([3, 3]);
    expect(await descantJson<object>(library, 'recordings', split.gid)).toMatchObject({
      id: two.id,
      merged: [split.gid],
    });
    for (let batch = 0; batch < 2; batch++) await descantJson(library, 'undo');
    expect(await sizes()).toEqual([4, 2]);
  });

  it('refuses a score that is none', async () => {
    expect(JSON.parse((await descant(library, 'duplicates', '--score', '2', '--json')).stderr)).toMatchObject({
      error: { code: 'USAGE' },
    });
  });
});
