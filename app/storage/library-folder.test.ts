import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultMountDirectory, libraryFolder } from './library-folder.ts';

describe('the folder of a library', () => {
  it('is the one that is named, from the working directory', () => {
    expect(libraryFolder('lib', {}, 'linux')).toBe(join(process.cwd(), 'lib'));
    expect(libraryFolder('/lib', { XDG_DATA_HOME: '/data' }, 'linux')).toBe('/lib');
  });

  it.each([
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/descant'],
    ['linux', { XDG_DATA_HOME: '' }, join(homedir(), '.local/share/descant')],
    ['linux', {}, join(homedir(), '.local/share/descant')],
    ['freebsd', {}, join(homedir(), '.local/share/descant')],
    ['darwin', { XDG_DATA_HOME: '/data' }, join(homedir(), 'Library/Application Support/Descant')],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/Descant'],
    ['win32', {}, join(homedir(), 'AppData/Local/Descant')],
  ] as const)('is the data folder of %s with %j otherwise', (platform, environment, folder) => {
    expect(libraryFolder(undefined, environment, platform)).toBe(folder);
  });

  it('is mounted in the home folder', () => {
    expect(defaultMountDirectory()).toBe(join(homedir(), 'Descant'));
  });
});

it('is refused where its name is not UTF-8, which no text can express', () => {
  const refused = { name: 'UnreadablePathError', code: 'BAD_PATH', path: '/a/caf\ufffd' };
  expect(() => libraryFolder('/a/caf\ufffd')).toThrow(expect.objectContaining(refused));
  expect(() => libraryFolder(undefined, { XDG_DATA_HOME: '/a/\ufffd' }, 'linux')).toThrow(
    'the library folder /a/\ufffd/descant has a name that is not UTF-8; choose another folder, or rename it',
  );
});
