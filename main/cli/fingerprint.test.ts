/** Compared with fpcalc's own output, byte for byte. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chordMusic, noise, toInt16, wavFile } from '../../app/audio/test-signals.ts';
import { runFingerprint } from './fingerprint.ts';

let folder: string;
let music: string;
let flac: string;
let odd: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-fingerprint-'));
  const file = (name: string, rate: number, samples: Float64Array): string => {
    const path = join(folder, name);
    writeFileSync(path, wavFile(rate, toInt16(samples)));
    return path;
  };
  music = file(
    'music.wav',
    11_025,
    chordMusic(10, 11_025, {
      bpm: 90,
      chords: [
        [50, 54, 57],
        [55, 59, 62],
      ],
      seed: 1,
    }),
  );
  // 4.125 s: exactly between two hundredths.
  odd = file('odd.wav', 8000, noise(4.125, 8000, 2));
  flac = join(folder, 'long one.flac');
  execFileSync('ffmpeg', ['-v', 'error', '-stream_loop', '13', '-i', music, '-ar', '44100', '-ac', '2', flac]);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function ours(...argv: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
  const output = { stdout: '', stderr: '' };
  const code = await runFingerprint(argv, {
    stdout: { write: (text) => (output.stdout += text) },
    stderr: { write: (text) => (output.stderr += text) },
  });
  return { ...output, code };
}

function fpcalc(...argv: string[]): { stdout: string; stderr: string; status: number | null } {
  return spawnSync('fpcalc', argv, { encoding: 'utf8' });
}

describe('descant fingerprint', () => {
  it.each([
    [['-text']],
    [['-plain']],
    [['-json']],
    [['-raw']],
    [['-raw', '-plain']],
    [['-raw', '-json']],
    [['-raw', '-signed']],
    [['-raw', '-signed', '-json']],
    [['-signed']],
    [['-json', '-plain']],
    [['-length', '7']],
    [['-length', '0']],
    [['-length', '4.9x', '-raw', '-json']],
    [['-length', 'x', '-plain']],
    [['-algorithm', '2', '-plain']],
  ])('prints what fpcalc prints with %s', async (options) => {
    const { stdout, stderr, code } = await ours(...options, flac, music);
    expect(stdout).toBe(fpcalc(...options, flac).stdout + fpcalc(...options, music).stdout);
    expect(stdout).not.toBe('');
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  });

  it('rounds durations as C does', async () => {
    const { stdout } = await ours('-json', odd);
    expect(stdout).toContain('"duration": 4.12,');
    expect(stdout).toBe(fpcalc('-json', odd).stdout);
  });

  it('understands options with two dashes, and files after --', async () => {
    expect(await ours('--raw', '--length', '5', '--', music)).toEqual(await ours('-raw', '-length', '5', music));
  });

  it('fails as fpcalc does', async () => {
    const text = join(folder, 'text.txt');
    writeFileSync(text, 'no music');
    const short = join(folder, 'short.wav');
    writeFileSync(short, wavFile(11_025, new Int16Array(5000)));
    const none = join(folder, 'none.wav');
    for (const argv of [
      [],
      ['-foo', music],
      ['-length', '-3', music],
      ['-length'],
      [none],
      [text],
      [folder],
      [none, flac],
      [flac, none],
    ]) {
      const { stdout, stderr, code } = await ours(...argv);
      const expected = fpcalc(...argv);
      expect({ stdout, stderr, code }).toEqual({ stdout: expected.stdout, stderr: expected.stderr, code: 2 });
      expect(expected.status).toBe(2);
    }
    expect(await ours(short)).toEqual({ stdout: '', stderr: 'ERROR: Empty fingerprint\n', code: 2 });
    expect(fpcalc(short)).toMatchObject({ stdout: '', status: 2 });
  });

  it('says clearly what it does not do', async () => {
    expect(await ours('-')).toEqual({
      stdout: '',
      stderr: 'ERROR: Reading from standard input is not supported: name a file\n',
      code: 2,
    });
    expect(await ours('-chunk', '5', music)).toMatchObject({ stderr: 'ERROR: -chunk is not supported\n', code: 2 });
    expect(await ours('-algorithm', '1', music)).toMatchObject({ code: 2 });
    const { stderr, code } = await ours('-overlap', '-plain', music);
    expect(stderr).toBe('WARNING: -overlap is ignored: it only matters for chunks\n');
    expect(code).toBe(0);
  });

  it('reads a file whose name on the command line is not UTF-8', () => {
    const program = join(folder, 'program.ts');
    const module = JSON.stringify(new URL('fingerprint.ts', import.meta.url).href);
    writeFileSync(
      program,
      `import { runFingerprint } from ${module};\nprocess.exitCode = await runFingerprint(process.argv.slice(2), process);`,
    );
    // Node cannot pass such an argument, a shell can.
    const script = 'cp "$1" "$(printf "$2/caf\\351.wav")" && exec "$3" "$4" -plain "$(printf "$2/caf\\351.wav")"';
    const { stdout, status, stderr } = spawnSync('sh', ['-c', script, 'sh', music, folder, process.execPath, program], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(fpcalc('-plain', music).stdout);
  });

  it('takes a name that looks like an address for a name', () => {
    copyFileSync(music, join(folder, 'http:music.wav'));
    const program = join(folder, 'relative.ts');
    const module = JSON.stringify(new URL('fingerprint.ts', import.meta.url).href);
    writeFileSync(
      program,
      `import { runFingerprint } from ${module};\nprocess.exitCode = await runFingerprint(process.argv.slice(2), process);`,
    );
    const { stdout, status } = spawnSync(process.execPath, [program, '-plain', 'http:music.wav'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout).toBe(fpcalc('-plain', music).stdout);
  });

  it('prints its usage and version', async () => {
    expect((await ours('-h')).stdout).toContain('Usage: descant fingerprint');
    expect((await ours('-version')).stdout).toMatch(/^descant fingerprint \d+\.\d+\.\d+ /);
  });
});
