/** `descant lookup` and `descant compare` over real sounds: copies, clips, crops, other music and silence. */
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SoundMatch } from '../../app/model/recognition.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const folder = temporaryFolder();
const [music, clips, library] = [join(folder, 'music'), join(folder, 'clips'), join(folder, 'library')];
const clip = (name: string): string => join(clips, name);

interface Looked {
  readonly coverage: { readonly tracks: number; readonly pending: number; readonly isFilling: boolean };
  readonly results: readonly {
    readonly file: string;
    readonly error?: { readonly code: string; readonly path: string };
    readonly matches: readonly {
      readonly trackId: number;
      readonly title: string;
      readonly kind: string;
      readonly score: number;
      readonly offset: number;
      readonly length: number;
    }[];
  }[];
}

const ffmpeg = (...options: readonly string[]): Promise<unknown> =>
  run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...options]);

/** Seventy seconds of three voices that do not repeat; another melody for every `step`. */
const melody = (title: string, step: number): Promise<unknown> => {
  const note = (seed: number): string =>
    `sin(2*PI*t*220*pow(2\\,mod(floor(t*3)*floor(t*3)*${step + seed}+floor(t)*${seed}\\,25)/12))`;
  return ffmpeg(
    '-f',
    'lavfi',
    '-i',
    `aevalsrc=0.2*(${note(5)}+${note(11)}+${note(3)}):s=22050:d=70`,
    '-metadata',
    `title=${title}`,
    join(music, `${title}.flac`),
  );
};

beforeAll(async () => {
  for (const one of [music, clips]) mkdirSync(one);
  await Promise.all([melody('one', 7), melody('two', 13)]);
  const one = join(music, 'one.flac');
  await ffmpeg('-ss', '41', '-t', '15', '-i', one, '-c:a', 'libopus', '-b:a', '32k', clip('clip.opus'));
  await ffmpeg('-ss', '5', '-i', one, '-c:a', 'libmp3lame', '-b:a', '96k', '-af', 'volume=-10dB', clip('crop.mp3'));
  await ffmpeg('-f', 'lavfi', '-i', 'anullsrc', '-t', '10', clip('silent.wav'));
  await ffmpeg('-f', 'lavfi', '-i', 'anoisesrc=seed=1:d=20', clip('noise.wav'));
  await descant(library, 'scan', music, '--wait', 'analysis');
  await startService(library, ['--no-mount']);
});

describe('descant lookup', () => {
  it('knows a clip and where it lies, a crop, and says what is not in the library', async () => {
    const { results } = await descantJson<Looked>(
      library,
      'lookup',
      clip('clip.opus'),
      clip('crop.mp3'),
      clip('noise.wav'),
    );
    expect(results.map(({ matches }) => matches.map(({ title, kind }) => [title, kind]))).toEqual([
      [['one', 'clip']],
      [['one', 'same']],
      [],
    ]);
    expect(Math.abs(results[0]!.matches[0]!.offset - 41)).toBeLessThan(0.5);
    expect(Math.abs(results[1]!.matches[0]!.offset - 5)).toBeLessThan(0.5);
    expect(Math.abs(results[0]!.matches[0]!.length - 15)).toBeLessThan(0.2);
    expect(Math.abs(results[1]!.matches[0]!.length - 65)).toBeLessThan(0.5);
  });

  it('says how much of the library cannot be found yet', async () => {
    const { coverage } = await descantJson<Looked>(library, 'lookup', clip('clip.opus'));
    expect(coverage).toEqual({ tracks: 2, pending: 0, isFilling: false });
    expect((await descant(library, 'lookup', clip('clip.opus'))).stdout).not.toContain('not analysed yet');
    const unheard = join(folder, 'unheard');
    await descant(unheard, 'scan', music);
    const { stdout } = await descant(unheard, 'lookup', clip('clip.opus'));
    expect(stdout).toMatch(/^2 of 2 tracks are not analysed yet, so a match may be missing: /m);
  });

  it('tells of each file why it cannot be looked up, and goes on', async () => {
    const absent = clip('absent.mp3');
    const { code, stdout } = await descant(library, 'lookup', clip('silent.wav'), absent, clip('clip.opus'), '--json');
    expect(code).toBe(1);
    const { results } = JSON.parse(stdout) as Looked;
    expect(results.map(({ error }) => error && [error.code, error.path])).toEqual([
      ['SILENT', clip('silent.wav')],
      ['DECODE_FAILED', absent],
      undefined,
    ]);
    expect(results[2]!.matches).toHaveLength(1);
  });
});

describe('descant compare', () => {
  it('tells one recording from two, with the stretches that are the same', async () => {
    const one = join(music, 'one.flac');
    const same = await descant(library, 'compare', clip('crop.mp3'), one);
    expect(same.stdout).toMatch(/^The same recording\.\nScore of AcoustID: [\d.]+\n0:00–1:0\d +is 0:05–1:/);
    const part = await descantJson<SoundMatch>(library, 'compare', one, clip('clip.opus'));
    expect(part.kind).toBe('clip');
    expect(Math.abs(part.stretches[0]!.start - 41)).toBeLessThan(0.5);
    expect(await descantJson<object>(library, 'compare', '1', '2')).toMatchObject({ kind: 'none', stretches: [] });
  });

  it('refuses a track that is not there', async () => {
    const { code, stderr } = await descant(library, 'compare', '1', '99');
    expect([code, stderr]).toEqual([1, expect.stringContaining('there is no track 99')]);
  });
});
