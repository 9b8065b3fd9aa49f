import Database from 'better-sqlite3';
import { rmSync, statSync, utimesSync, writeFileSync, type BigIntStats } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import {
  areRoughlyEqual,
  hasStamp,
  haveSameStamp,
  parseStampText,
  roughStamp,
  roughStampColumns,
  type RoughStamp,
  STAMP_COLUMNS,
  stampColumns,
  stampFromColumns,
  stampOfStats,
  stampText,
  type StampColumns,
} from './file-stamp.ts';

const stats = (values: Partial<BigIntStats>): BigIntStats =>
  ({ dev: 7n, ino: 11n, size: 13n, mtimeNs: 17n, ctimeNs: 19n, ...values }) as BigIntStats;

/** `stats` written to a table and read again: the columns, and the text that SQL makes of them. */
function stored(of: BigIntStats): { columns: StampColumns; text: string } {
  const connection = new Database(':memory:');
  connection.exec(`CREATE TABLE file (${STAMP_COLUMNS.map((name) => `${name} INTEGER NOT NULL`).join(', ')}) STRICT`);
  connection
    .prepare(`INSERT INTO file VALUES (${STAMP_COLUMNS.map((name) => `@${name}`).join(', ')})`)
    .run(stampColumns(of));
  const columns = connection.prepare<[], StampColumns>('SELECT * FROM file').safeIntegers().get()!;
  const text = connection
    .prepare<[], string>(`SELECT ${stampText('file')} FROM file`)
    .pluck()
    .get()!;
  return { columns, text };
}

describe('the stamp of a file', () => {
  it('is the same text from the disk and from the database', () => {
    const path = join(temporaryFolder(), 'a');
    writeFileSync(path, 'abc');
    const real = statSync(path, { bigint: true });
    expect(stored(real).text).toBe(stampOfStats(real));
    expect(stampOfStats(stats({}))).toBe('13:17:19:11');
  });

  it('survives numbers that are negative in SQLite', () => {
    const large = stats({ dev: 2n ** 64n - 1n, ino: 2n ** 63n + 5n, mtimeNs: 1_700_000_000_123_456_789n });
    const { columns, text } = stored(large);
    expect(columns).toMatchObject({ device: -1n, inode: -(2n ** 63n) + 5n });
    expect(text).toBe(stampOfStats(large));
    expect(stampFromColumns(columns)).toEqual({
      device: 2n ** 64n - 1n,
      inode: 2n ** 63n + 5n,
      size: 13,
      mtimeNs: 1_700_000_000_123_456_789n,
      ctimeNs: 19n,
    });
  });

  it('differs when the size, a time or the inode does, and not with the device', () => {
    const text = stampOfStats(stats({}));
    for (const change of [{ ino: 1n }, { size: 1n }, { mtimeNs: 1n }, { ctimeNs: 1n }]) {
      expect(stampOfStats(stats(change))).not.toBe(text);
    }
    expect(stampOfStats(stats({ dev: 1n }))).toBe(text);
  });

  it('is read back from its text', () => {
    expect(parseStampText('13:17:19:-11')).toEqual({ size: 13n, mtimeNs: 17n, ctimeNs: 19n, inode: -11n });
  });

  it('names the table in SQL, so that joins are not ambiguous', () => {
    expect(stampText('sidecar')).toBe(
      "sidecar.size || ':' || sidecar.mtime_ns || ':' || sidecar.ctime_ns || ':' || sidecar.inode",
    );
  });

  it('says whether the file at a path is still the same', async () => {
    const path = Buffer.from(join(temporaryFolder(), 'file'));
    writeFileSync(path, 'a');
    const stamp = stampOfStats(statSync(path, { bigint: true }));
    expect(await hasStamp(path, stamp)).toBe(true);
    utimesSync(path, 1, 1);
    expect(await hasStamp(path, stamp)).toBe(false);
    rmSync(path);
    expect(await hasStamp(path, stamp)).toBe(false);
  });
});

it('stamps are equal when their texts are', () => {
  for (const change of [{}, { dev: 8n }, { size: 14n }, { ino: 12n }, { mtimeNs: 18n }, { ctimeNs: 20n }]) {
    expect(haveSameStamp(stats({}), stats(change))).toBe(stampOfStats(stats({})) === stampOfStats(stats(change)));
  }
  expect(haveSameStamp(stats({}), stats({ dev: 8n }))).toBe(true);
  expect(haveSameStamp(stats({}), stats({ ino: 12n }))).toBe(false);
});

describe('a rough stamp', () => {
  const rough = (of: BigIntStats): RoughStamp => {
    const connection = new Database(':memory:');
    connection.exec(`CREATE TABLE file (${STAMP_COLUMNS.map((name) => `${name} INTEGER NOT NULL`).join(', ')}) STRICT`);
    connection
      .prepare(`INSERT INTO file VALUES (${STAMP_COLUMNS.map((name) => `@${name}`).join(', ')})`)
      .run(stampColumns(of));
    return connection.prepare<[], RoughStamp>(`SELECT ${roughStampColumns('file')} FROM file`).get()!;
  };

  it('is the same from the disk and from the database', () => {
    const path = join(temporaryFolder(), 'a');
    writeFileSync(path, 'abc');
    for (const seconds of [0, 1, 1_234_567_890.123, 4_000_000_000.9]) {
      utimesSync(path, 0, seconds);
      const exact = statSync(path, { bigint: true });
      expect(areRoughlyEqual(rough(exact), statSync(path))).toBe(true);
      expect(roughStamp(exact)).toEqual(rough(exact));
    }
  });

  it('tells each part apart, and times that differ by 300 nanoseconds', () => {
    const now = 1_700_000_000_123_456_789n;
    const before = stats({ mtimeNs: now, ctimeNs: now });
    for (const change of [{ size: 14n }, { ino: 12n }, { mtimeNs: now + 300n }, { ctimeNs: now + 300n }]) {
      expect(areRoughlyEqual(rough(before), rough({ ...before, ...change } as BigIntStats))).toBe(false);
    }
    expect(areRoughlyEqual(rough(before), rough({ ...before, dev: 8n } as BigIntStats))).toBe(true);
  });
});
