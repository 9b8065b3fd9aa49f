/** Benches whose music or programs are missing say what to run, and end. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NOTHING = join(temporaryFolder(), 'nothing');

/** Runs a bench where Node is the only program and no music was ever fetched. */
function runBench(name: string, ...words: readonly string[]): { code: number | null; said: string } {
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...words], {
    encoding: 'utf8',
    env: { PATH: dirname(process.execPath), HOME: NOTHING, CORPUS: NOTHING },
  });
  return { code: status, said: stderr };
}

describe('a bench without its music', () => {
  it.each([
    ['import', [], 'npm run bench:import -- FOLDER'],
    ['similarity', [], 'npm run bench:similarity -- FOLDER'],
    ['fingerprint-agreement', [], 'node tests/bench/fingerprint-agreement.ts FOLDER'],
    ['descriptor-constants', [join(NOTHING, 'dev')], 'node tests/bench/descriptor-constants.ts FOLDER'],
    ['index', ['--music', join(NOTHING, 'dev')], 'npm run bench:index -- --music FOLDER'],
  ])('%s names the folder, and how to get music', (name, words, usage) => {
    const { code, said } = runBench(name, ...words);
    expect(code).toBe(1);
    expect(said).toContain(`There is no music in ${NOTHING}/dev. Name a folder of yours: ${usage}\n`);
    expect(said).toContain('Or get 330 MB of free music: run tests/corpus/dev-music\n');
    expect(said).not.toContain('    at ');
  });

  it('says so of a file, too', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(runBench('import', file).said).toContain(`There is no music in ${file}. Name a folder`);
  });
});

describe('a bench without its programs', () => {
  it.each([
    ['library', 'sudo apt-get install ffmpeg python3 mpd beets'],
    ['mount', 'sudo apt-get install fuse3 bindfs python3'],
  ])('%s names the command that installs them', (name, command) => {
    const { code, said } = runBench(name);
    expect([code, said.trimEnd().endsWith(command)]).toEqual([1, true]);
  });

  it.each([
    ['import', []],
    ['fingerprint-agreement', []],
    ['index', ['--music']],
  ])('%s names the command that installs fpcalc', (name, words) => {
    const music = temporaryFolder();
    makeAudio(join(music, 'a.flac'), { tags: {}, seconds: 1 });
    const { code, said } = runBench(name, ...words, music);
    expect([code, said.trimEnd().endsWith('sudo apt-get install libchromaprint-tools')]).toEqual([1, true]);
  });
});
