import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { beforeAll, expect, it } from 'vitest';
import type { OriginalProblem } from '../../app/model/originals.ts';
import { makeAudio } from '../support/audio.ts';
import { descant, descantJson } from '../support/descant.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const music = join(folder, 'music');
const library = join(folder, 'library');
const NAMES = ['a.mp3', 'b.m4a', 'c.wav', 'd.ogg', 'e.flac'];
const at = (name: string): string => join(music, name);

/** Flips one bit of the audio, away from the blocks of the audio key, and leaves the time of writing as it was. */
function flipBit(name: string): void {
  const { mtimeMs } = statSync(at(name));
  const content = readFileSync(at(name));
  content[Math.floor(0.7 * content.length)]! ^= 1;
  writeFileSync(at(name), content);
  utimesSync(at(name), 0, mtimeMs / 1000);
}

/** What a check finds, as name and message of each problem of this kind. */
async function find(kind: OriginalProblem['problem'], ...words: string[]): Promise<Record<string, string>> {
  const { stdout } = await descant(library, 'verify', ...words, '--json');
  const { problems } = JSON.parse(stdout) as { problems: readonly OriginalProblem[] };
  const found = problems.filter(({ problem }) => problem === kind);
  return Object.fromEntries(found.map(({ path, message }) => [path.slice(music.length + 1), message]));
}

beforeAll(async () => {
  for (const [i, name] of NAMES.entries()) {
    makeAudio(at(name), { tags: { title: name }, pitch: 200 + 50 * i, seconds: 30 });
  }
  await descantJson(library, 'scan', music, '--wait', 'analysis');
});

it('finds no damage where programs have only changed tags', async () => {
  for (const name of NAMES) {
    execFileSync('kid3-cli', ['-c', 'set title "Another Title"', '-c', 'save', at(name)]);
    // Whole seconds: a test can set no other times again exactly.
    utimesSync(at(name), 0, 1_700_000_000);
  }
  expect(await find('damaged', '--deep')).toEqual({});
  await descantJson(library, 'scan');
  expect(await find('damaged', '--deep')).toEqual({});
});

it('finds a single bit that the disk has lost, in every format, before the next scan and after it', async () => {
  for (const name of NAMES) flipBit(name);
  const rot = expect.stringMatching(
    /its audio is not what was analysed on \d{4}-\d\d-\d\d: the disk or memory may be failing; restore it from a backup$/,
  );
  const expected = Object.fromEntries(NAMES.map((name) => [name, rot]));
  expect(Object.keys(await find('changed'))).toEqual(NAMES);
  expect(await find('damaged', '--deep')).toEqual(expected);
  // The scan takes the new times for known, so that the stamps agree from then on.
  await descantJson(library, 'scan');
  expect(await find('changed')).toEqual({});
  expect(await find('damaged', '--deep')).toEqual(expected);
  for (const name of NAMES) flipBit(name);
  expect(await find('damaged', '--deep')).toEqual({});
});
