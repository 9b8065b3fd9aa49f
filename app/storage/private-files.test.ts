import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { createPrivateFile, restrictLibrary } from './private-files.ts';

const FILES = ['library.db', 'library.db-wal', 'library.db-shm', 'lock.db'];
const FOLDERS = ['art', 'backups', 'index', 'quarantine', 'vectors'];
const modeOf = (path: string): number => statSync(path).mode & 0o777;

let library: string;
beforeEach(() => {
  const umask = process.umask(0);
  onTestFinished(() => void process.umask(umask));
  library = temporaryFolder();
  chmodSync(library, 0o755);
  for (const name of FOLDERS) mkdirSync(join(library, name));
  writeFileSync(join(library, 'other.txt'), 'x');
});

describe('a library that others can read', () => {
  it('becomes private, and the folder around it and other files stay as they are', () => {
    for (const name of FILES) writeFileSync(join(library, name), 'x');
    restrictLibrary(library);
    expect(FILES.map((name) => modeOf(join(library, name)))).toEqual([0o600, 0o600, 0o600, 0o600]);
    expect(FOLDERS.map((name) => modeOf(join(library, name)))).toEqual(FOLDERS.map(() => 0o700));
    expect([modeOf(library), modeOf(join(library, 'other.txt'))]).toEqual([0o755, 0o666]);
  });

  it('may lack any of its parts', () => {
    writeFileSync(join(library, 'library.db'), 'x');
    restrictLibrary(library);
    expect(modeOf(join(library, 'library.db'))).toBe(0o600);
  });
});

it('leaves a folder without a database alone, and one that is not there', () => {
  restrictLibrary(library);
  expect(FOLDERS.map((name) => modeOf(join(library, name)))).toEqual(FOLDERS.map(() => 0o777));
  restrictLibrary(join(library, 'none'));
});

it('creates private files, and leaves existing ones as they are', () => {
  const path = join(library, 'new');
  createPrivateFile(path);
  expect([modeOf(path), statSync(path).size]).toEqual([0o600, 0]);
  createPrivateFile(join(library, 'other.txt'));
  expect([modeOf(join(library, 'other.txt')), statSync(join(library, 'other.txt')).size]).toEqual([0o666, 1]);
});
