import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aboutLibrary } from './about-library.ts';

let library: string;
beforeEach(() => {
  library = mkdtempSync(join(tmpdir(), 'descant-about-'));
});
afterEach(() => rmSync(library, { recursive: true }));

describe('what Descant is here', () => {
  it('adds up the files of each part, with those in folders, and follows no links', () => {
    writeFileSync(join(library, 'library.db'), 'x'.repeat(100));
    writeFileSync(join(library, 'library.db-wal'), 'x'.repeat(20));
    mkdirSync(join(library, 'art', 'ab'), { recursive: true });
    writeFileSync(join(library, 'art', 'ab', 'one'), 'x'.repeat(7));
    writeFileSync(join(library, 'art', 'two'), 'x'.repeat(3));
    mkdirSync(join(library, 'backups'));
    writeFileSync(join(library, 'lock.db'), 'x');
    symlinkSync(join(library, 'library.db'), join(library, 'linked'));
    expect(aboutLibrary(library)).toMatchObject({
      library,
      bytes: {
        database: 120,
        pictures: 10,
        fingerprints: 0,
        vectors: 0,
        dumps: 0,
        thumbnails: 0,
        backups: 0,
        other: 1,
      },
    });
  });

  it('has the version of the package', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(aboutLibrary(join(library, 'gone'))).toMatchObject({ version, bytes: { database: 0, other: 0 } });
  });
});
