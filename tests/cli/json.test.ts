/**
 * What programs rely on: with --json every command prints one JSON document, also where there is nothing, and a failure
 * is one JSON object on standard error, with an exit code other than 0.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../main/cli/command-table.ts';
import { lockLibrary } from '../../app/storage/lock.ts';
import { descant, type Outcome } from '../support/descant.ts';
import { descantHere } from '../support/commands-here.ts';
import { startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const library = join(folder, 'library');
const file = (name: string): string => join(folder, name);

/** The error that a command prints, alone on standard error, without a document beside it. */
function errorOf({ code, stdout, stderr }: Outcome): Record<string, unknown> {
  expect(code).not.toBe(0);
  expect(stdout).toBe('');
  const printed = JSON.parse(stderr) as { error: Record<string, unknown> };
  expect(Object.keys(printed)).toEqual(['error']);
  expect(printed.error).toMatchObject({
    code: expect.stringMatching(/^[A-Z_]+$/),
    message: expect.stringMatching(/./),
  });
  const known = new Set(['code', 'message', 'path', 'position', 'query']);
  expect(Object.keys(printed.error).filter((key) => !known.has(key))).toEqual([]);
  return printed.error;
}

describe('with --json a command prints one document, also of an empty library:', () => {
  beforeAll(() => writeFileSync(file('list.m3u'), ''));

  it.each([
    ['scan'],
    ['status'],
    ['folders'],
    ['errors'],
    ['analysis'],
    ['about'],
    ['tracks'],
    ['tracks', '--fields', 'fingerprint'],
    ['query', 'year:1999'],
    ['albums'],
    ['artists'],
    ['facets', 'genre'],
    ['playlists'],
    ['act'],
    ['act', 'export'],
    ['art', 'list'],
    ['art', 'find'],
    ['art', 'clean'],
    ['history'],
    ['history', 'compact'],
    ['fields'],
    ['recordings'],
    ['identify'],
    ['dumps'],
    ['dumps', 'remove'],
    ['submissions'],
    ['duplicates'],
    ['trash'],
    ['trash', 'paths'],
    ['views'],
    ['refused-saves'],
    ['health'],
    ['health', 'lossy'],
    ['verify'],
    ['verify', '--deep'],
    ['backup', 'list'],
    ['backup', file('a.backup')],
    ['restore'],
    ['rebuild'],
    ['import', file('list.m3u')],
    ['export'],
    ['export', '--output', file('all.json')],
    ['copy', '', file('copies')],
    ['config'],
    ['config', 'mount.names'],
  ])('%s %s %s', async (...words) => {
    const { code, stdout, stderr } = await descantHere(library, ...words, '--json');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(() => void JSON.parse(stdout)).not.toThrow();
    expect(stdout.endsWith('\n')).toBe(true);
  });
});

describe('with --json a failure is one object on standard error:', () => {
  /** The command line is right, but asks for what is not there. */
  const MISSING: readonly (readonly string[])[] = [
    ['undo'],
    ['redo'],
    ['undo', '7'],
    ['history', '12'],
    ['edit', 'id:12', 'genre=Folk'],
    ['rate', 'id:12', '3'],
    ['revert', 'id:12', 'genre'],
    ['played', '12'],
    ['similar', '12'],
    ['similar', '/no/such.flac'],
    ['act', 'clean', ''],
    ['compare', '1', '2'],
    ['recordings', '5'],
    ['playlists', 'show', 'None'],
    ['albums', '--id', '12'],
    ['artists', '--name', 'Nobody'],
    ['views', 'remove', 'None'],
    ['folders', 'remove', '/none'],
    ['fields', 'remove', 'none'],
    ['art', 'set', '', '/no/such.jpg'],
    ['health', 'nothing'],
    ['import', '/no/such.xml'],
    ['dumps', 'add', '/no/such'],
    ['restore', 'latest'],
    ['restore', '/no/such.db'],
    ['scan', '/no/such'],
    ['export', '--output', '/no/such/x.json'],
    ['copy', '', '/proc/descant'],
    ['backup', '/no/such/x'],
    ['player', 'toggle'],
    ['events'],
    ['stop'],
    ['analysis', 'pause'],
    ['tracks', 'title::['],
    ['tracks', 'year:1999..x'],
    ['config', 'none'],
  ];

  it.each(MISSING)('%s %s %s', async (...words) => {
    errorOf(await descantHere(file('empty'), ...words, '--json'));
  });

  it('but for a question about several files, whose answer has the failure of each', async () => {
    const { code, stdout, stderr } = await descantHere(library, 'lookup', '/no/such.flac', '--json');
    expect([code, stderr]).toEqual([1, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      results: [{ file: '/no/such.flac', error: { code: 'DECODE_FAILED' } }],
    });
  });

  it.each(COMMANDS.filter(({ ownOptions }) => !ownOptions).map(({ name }) => [name]))(
    'an unknown option of %s',
    async (name) => {
      const outcome = await descantHere(library, ...name.split(' '), '--unknown-option', '--json');
      expect(errorOf(outcome)).toMatchObject({ code: 'USAGE' });
      expect(outcome.code).toBe(64);
    },
  );
});

describe('with --json a failure before the command is one object, too:', () => {
  it('an unknown command', async () => {
    const outcome = await descant(library, 'dance', '--json');
    expect(errorOf(outcome)).toMatchObject({ code: 'UNKNOWN_COMMAND' });
    expect(outcome.code).toBe(64);
  });

  it('a library whose folder is a file', async () => {
    writeFileSync(file('file'), '');
    expect(errorOf(await descantHere(file('file'), 'tracks', '--json'))).toHaveProperty('path');
  });

  it('a library of a newer version', async () => {
    const newer = file('newer');
    mkdirSync(newer);
    const database = new Database(join(newer, 'library.db'));
    database.pragma('user_version = 9999');
    database.close();
    expect(errorOf(await descantHere(newer, 'tracks', '--json'))).toMatchObject({ code: 'LIBRARY_TOO_NEW' });
  });

  it('a damaged library', async () => {
    const damaged = file('damaged');
    mkdirSync(damaged);
    writeFileSync(join(damaged, 'library.db'), 'x'.repeat(5000));
    expect(errorOf(await descantHere(damaged, 'tracks', '--json'))).toMatchObject({ code: 'LIBRARY_DAMAGED' });
  });

  it('a library that another program holds', async () => {
    const held = file('held');
    const lock = lockLibrary(held);
    try {
      const refused = await descantHere(held, 'restore', await backupOf(), '--json');
      expect(errorOf(refused)).toMatchObject({ code: 'LIBRARY_IN_USE', path: held });
    } finally {
      lock.release();
    }
  });

  it.skipIf(process.getuid?.() === 0)('a library in a folder that cannot be written', async () => {
    const locked = file('locked');
    mkdirSync(locked, { mode: 0o500 });
    expect(errorOf(await descantHere(locked, 'tracks', '--json'))).toHaveProperty('path');
    chmodSync(locked, 0o700);
  });
});

async function backupOf(): Promise<string> {
  const path = file('held.backup');
  await descantHere(library, 'backup', path, '--force');
  return path;
}

describe('with --json a service that runs', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService(file('served'));
    return () => service.stop();
  });

  it.each([['status'], ['analysis', 'pause'], ['analysis', 'resume'], ['scan'], ['rebuild', '--search']])(
    'answers %s %s with one document',
    async (...words) => {
      const { code, stdout, stderr } = await descantHere(file('served'), ...words, '--json');
      expect([code, stderr]).toEqual([0, '']);
      expect(() => void JSON.parse(stdout)).not.toThrow();
    },
  );

  it.each([['player', 'toggle'], ['undo'], ['tracks', 'title::['], ['unmount']])(
    'has %s %s fail with one object',
    async (...words) => {
      errorOf(await descantHere(file('served'), ...words, '--json'));
    },
  );
});
