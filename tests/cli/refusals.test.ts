/** What commands say where the system or a schema refuses what they are given: never the words of these. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { descantHere } from '../support/commands-here.ts';
import { startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const library = join(folder, 'library');
const file = join(folder, 'file');
const music = join(folder, 'music');
let service: RunningService;

beforeAll(async () => {
  mkdirSync(music);
  writeFileSync(file, '');
  service = await startService(library);
});

afterAll(() => service.stop());

describe('a refused file is named, with the reason and what helps, by', () => {
  it.each([
    [
      'playlists import',
      ['playlists', 'import', '/no/such.m3u8'],
      '/no/such.m3u8 cannot be read: there is no such file',
    ],
    ['playlists import of a folder', ['playlists', 'import', music], `${music} cannot be read: it is a folder`],
    ['act import', ['act', 'import', '/no/such.json'], '/no/such.json cannot be read: there is no such file'],
    ['act import of a folder', ['act', 'import', music], `${music} cannot be read: it is a folder`],
    ['export', ['export', '--output', '/no/such/x.json'], '/no/such is not there; make the folder first'],
    ['copy below a file', ['copy', '', join(file, 'in')], `${file}/in cannot be read: a part of the path is a file`],
    ['copy where no folder can be', ['copy', '', '/proc/descant'], '/proc/descant cannot be written: there is no such'],
    ['index serve on a file', ['index', 'serve', '--dir', file, '--port', '0'], `${file} cannot be written: a file or`],
    ['dumps add', ['dumps', 'add', '/no/such'], '/no/such cannot be read: there is no such file'],
    ['scan of a loop', ['scan', join(file, 'x')], `${file}/x cannot be opened: a part of the path is a file`],
  ])('%s', async (_, words, said) => {
    const { code, stderr } = await descantHere(library, ...words);
    expect(stderr).toContain(`descant: ${said}`);
    expect(stderr).not.toMatch(/\bE[A-Z]{3,}\b/);
    expect(code).toBe(1);
  });

  it.each([
    [['artists', '--name', ''], 'name takes a text that is not empty'],
    [['act', 'save', '', 'clean'], 'groups.0.name takes a text that is not empty'],
    [['copy', '', '/tmp/none', '--template', ''], 'template takes a text that is not empty'],
    [['config', 'mount.ratings', 'perhaps'], 'mount.ratings takes true or false, not "perhaps"'],
    [['query', '--rule', '{}'], 'rule takes'],
    [['tracks', '--fields', 'id,titel'], '--fields: no track has a field "titel"; did you mean title:?'],
  ])('and a value that is refused: %j', async (words, said) => {
    const { code, stderr } = await descantHere(library, ...words);
    expect(stderr).toContain(`descant: ${said}`);
    expect(stderr).not.toMatch(/Invalid|expected/);
    expect(code).toBe(1);
  });

  it.each([
    [['albums', 'folk', '--id', '1'], '--id shows one alone: leave out the query'],
    [['albums', '--id', '1', '--sort', 'title'], '--id shows one alone: leave out --sort'],
    [['artists', '--name', 'A', '--search', 'b'], '--name shows one alone: leave out --search'],
    [['tracks', '--position', '1', '--fields', 'title'], '--position shows one alone: leave out --fields'],
    [['history', '1', '--batch', '1'], '--batch shows one alone: leave out the track'],
    [['recordings', '1', '--several'], 'a recording shows one alone: leave out --several'],
    [['views', 'add', ' '], '" " is no name of a view; the view at the root of the mount is /'],
    [['views', 'remove', ''], '"" is no name of a view; the view at the root of the mount is /'],
  ])('and what a command would leave unread: %j', async (words, said) => {
    const { code, stderr } = await descantHere(library, ...words);
    expect(stderr).toContain(`descant: ${said}`);
    expect(code).toBe(64);
  });

  it('every command, where the folder of the library is a file', async () => {
    const { stderr } = await descantHere(file, 'status');
    expect(stderr).toContain(`descant: ${file} cannot be written: a file or folder of that name is there already`);
  });
});

it('status tells what the library holds, and what is wrong, where its disk takes no more files', async () => {
  const full = join(folder, 'full');
  const held = await descantHere(full, 'status');
  expect(held.stdout).toMatch(/Tracks +0 in 0 albums/);
  // SQLite makes a file of this name when it opens a database that several connections read.
  symlinkSync('library.db-shm', join(full, 'library.db-shm'));
  const { code, stdout, stderr } = await descantHere(full, 'status');
  expect(stdout).toMatch(/Service +cannot start, see below\nFolders .*\nTracks +0 in 0 albums/);
  expect(stderr).toContain('library.db cannot be opened');
  expect(code).toBe(1);
  expect((await descantHere(full, 'status', '--json')).stdout).toMatch(
    /"tracks":0,.*"problem":\{"code":"STORAGE_FAILED"/,
  );
});
