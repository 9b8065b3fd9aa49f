import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { packChanges } from './change-batch.ts';
import { Log } from './log.ts';
import { decodeRecordHeader, encodeRecord, LOG_HEADER_BYTES } from './log-format.ts';
import type { LogRecord } from './log-format.ts';
import { replayLog } from './log-replay.ts';

const newPath = temporaryPaths();

function record(version: number, random = new SeededRandom(version), mostHashes = 300): LogRecord {
  const hashes = Uint32Array.from({ length: random.below(mostHashes) }, () => random.u32() | 1);
  const metadata: Record<string, string> = version % 3 === 0 ? { key: `vä${version}`, ['__proto__']: 'x' } : {};
  return {
    version,
    batch: packChanges([
      { type: 'insert', id: 1 + (version % 1000), hashes },
      { type: 'delete', id: 9 },
    ]),
    metadata,
  };
}

function replay(path: string): { records: LogRecord[]; length: number } {
  const records: LogRecord[] = [];
  const length = replayLog(path, (found) => records.push({ ...found, batch: found.batch.slice() }));
  return { records, length };
}

/** A log with records 1 to `count`, and where each of them ends. */
async function writeLog(count: number): Promise<{ path: string; ends: number[] }> {
  const path = newPath();
  const log = await Log.create(path, true);
  const ends = [log.bytes];
  for (let version = 1; version <= count; version++) {
    await log.append([record(version)]);
    ends.push(log.bytes);
  }
  await log.close();
  return { path, ends };
}

describe('the log', () => {
  it('returns every record, appended in groups or one by one', async () => {
    const path = newPath();
    const log = await Log.create(path, true);
    await log.append([record(1), record(2), record(3)]);
    await log.append([record(2 ** 33 + 4)]);
    await log.append(Array.from({ length: 2000 }, (_, i) => record(2 ** 33 + 5 + i, new SeededRandom(1))));
    await log.close();
    const { records, length } = replay(path);
    expect(length).toBe(statSync(path).size);
    expect(records.slice(0, 3)).toEqual([record(1), record(2), record(3)]);
    expect(records).toHaveLength(2004);
    expect(records.at(-1)!.version).toBe(2 ** 33 + 2004);
  });

  it('can be empty', async () => {
    const { path, ends } = await writeLog(0);
    expect(replay(path)).toEqual({ records: [], length: LOG_HEADER_BYTES });
    expect(ends).toEqual([LOG_HEADER_BYTES]);
  });

  it('drops a record that was cut off at any byte', async () => {
    const { path, ends } = await writeLog(4);
    const whole = readFileSync(path);
    for (let length = whole.length; length >= 0; length--) {
      truncateSync(path, length);
      const complete = ends.filter((end) => end <= length).length - 1;
      const { records, length: valid } = replay(path);
      expect([records.length, valid], `length ${length}`).toEqual([
        Math.max(0, complete),
        complete < 0 ? 0 : ends[complete],
      ]);
    }
  });

  it('drops a record whose sectors were never written', async () => {
    const { path, ends } = await writeLog(2);
    const whole = readFileSync(path);
    const torn = Buffer.from(whole);
    const sector = Math.ceil((ends[1]! + 40) / 512) * 512;
    torn.fill(0, sector, sector + 512);
    writeFileSync(path, torn);
    expect(replay(path)).toMatchObject({ records: [{ version: 1 }], length: ends[1] });
    writeFileSync(path, Buffer.concat([whole.subarray(0, ends[1]), Buffer.alloc(5000)]));
    expect(replay(path)).toMatchObject({ records: [{ version: 1 }], length: ends[1] });
  });

  it('is reported as damaged, by name, whichever bit is flipped', async () => {
    const path = newPath();
    const log = await Log.create(path, false);
    // Every bit is flipped in a file of its own: short records, the last one with metadata.
    for (const version of [1, 2, 3]) await log.append([record(version, new SeededRandom(version), 12)]);
    await log.close();
    const whole = readFileSync(path);
    for (let byte = 0; byte < whole.length; byte++) {
      const damaged = Buffer.from(whole);
      damaged[byte]! ^= 1 << (byte % 8);
      writeFileSync(path, damaged);
      expect(() => replay(path), `byte ${byte}`).toThrow(expect.objectContaining({ code: 'CorruptFile', path }));
    }
  });

  it('appends after the last complete record', async () => {
    const { path, ends } = await writeLog(3);
    truncateSync(path, ends[3]! - 5);
    const log = await Log.reopen(path, replay(path).length, true);
    await log.append([record(3), record(4)]);
    await log.close();
    expect(replay(path).records).toEqual([record(1), record(2), record(3), record(4)]);
  });

  it('begins again where the header is incomplete', async () => {
    const path = newPath();
    writeFileSync(path, 'x'.repeat(LOG_HEADER_BYTES - 1));
    const log = await Log.reopen(path, replay(path).length, true);
    await log.append([record(1)]);
    await log.close();
    expect(replay(path).records).toEqual([record(1)]);
  });

  it('trusts no length beyond the end of the file', async () => {
    const { path, ends } = await writeLog(1);
    const header = readFileSync(path).subarray(LOG_HEADER_BYTES, LOG_HEADER_BYTES + 32);
    appendFileSync(path, header);
    expect(replay(path).length).toBe(ends[1]);
  });
});

describe('a log whose file cannot be written', () => {
  it('is not created, by name, and leaves no file', async () => {
    const path = join(newPath(), 'log');
    await expect(Log.create(path, true)).rejects.toMatchObject({ code: 'WriteFailed', path });
    await expect(Log.reopen(path, 16, true)).rejects.toMatchObject({ code: 'WriteFailed', path });
  });

  it('takes no record after one that failed and could not be cut off', async () => {
    const { path } = await writeLog(1);
    const log = await Log.reopen(path, statSync(path).size, true);
    const bytes = log.bytes;
    await log.close();
    // The file is closed: neither writing nor cutting back can succeed.
    await expect(log.append([record(2)])).rejects.toMatchObject({ code: 'WriteFailed', path });
    await expect(log.append([record(2)])).rejects.toMatchObject({ code: 'WriteFailed', path });
    expect(log.bytes).toBe(bytes);
    expect(replay(path).records).toEqual([record(1)]);
  });
});

describe('a damaged log', () => {
  const expectDamage = (path: string, what: string): void => {
    expect(() => replay(path)).toThrow(
      expect.objectContaining({ code: 'CorruptFile', path, message: expect.stringContaining(what) as string }),
    );
  };

  it('is reported with the byte at which the damaged record begins', async () => {
    const { path, ends } = await writeLog(3);
    const whole = readFileSync(path);
    const damaged = (byte: number): void => {
      const bytes = Buffer.from(whole);
      bytes[byte]! ^= 1;
      writeFileSync(path, bytes);
    };
    damaged(2);
    expectDamage(path, 'it does not begin as a log of this program does');
    damaged(ends[1]! + 3);
    expectDamage(path, `the record at byte ${ends[1]!} has a damaged header`);
    damaged(ends[1]! + 40);
    expectDamage(path, `the record at byte ${ends[1]!} does not match its checksum`);
  });

  it('is reported when a record is not a batch with metadata, though its checksums are right', async () => {
    const path = newPath();
    for (const [batch, metadata] of [
      [Uint32Array.from([1, 5]), {}],
      [Uint32Array.from([5]), {}],
      [new Uint32Array(), {}],
      [new Uint32Array(), { a: 'b' }],
    ] as const) {
      const log = await Log.create(path, false);
      await log.append([{ version: 1, batch, metadata }]);
      await log.close();
      expectDamage(path, `the record at byte ${LOG_HEADER_BYTES} is not one that this program writes`);
    }
  });

  it('is empty when none of its bytes was written', () => {
    const path = newPath();
    for (const size of [LOG_HEADER_BYTES, 4096]) {
      writeFileSync(path, Buffer.alloc(size));
      expect(replay(path)).toEqual({ records: [], length: 0 });
    }
  });

  it('does not drop zeros that a later record follows', async () => {
    const { path, ends } = await writeLog(3);
    const bytes = readFileSync(path);
    const sector = Math.ceil((ends[1]! + 32) / 512) * 512;
    bytes.fill(0, sector, sector + 512);
    writeFileSync(path, bytes);
    expectDamage(path, sector + 512 <= ends[2]! ? 'does not match its checksum' : 'the record at byte');
  });
});

describe('a record', () => {
  it('is a header with checksums, the batch, and metadata filled up to whole words', () => {
    const batch = packChanges([{ type: 'delete', id: 9 }]);
    const [header, payload, metadata] = encodeRecord({ version: 2 ** 32 + 3, batch, metadata: { a: 'bcd' } });
    expect([header!.length, payload, Buffer.from(metadata!).toString()]).toEqual([
      32,
      new Uint8Array(batch.buffer),
      '{"a":"bcd"} ',
    ]);
    expect(decodeRecordHeader(header!)).toEqual({
      payloadBytes: 12 + 12,
      metadataBytes: 12,
      version: 2 ** 32 + 3,
      payloadChecksum: crc32(Buffer.concat([payload!, metadata!])),
    });
    expect(encodeRecord({ version: 1, batch, metadata: {} })).toHaveLength(2);
    expect(encodeRecord({ version: 1, batch, metadata: { a: 'bc' } })[2]).toHaveLength(12);
    expect(encodeRecord({ version: 1, batch, metadata: { a: 'b' } })[2]).toHaveLength(12);
  });

  it('is not taken from bytes with another magic number or checksum', () => {
    const header = encodeRecord({ version: 1, batch: packChanges([]), metadata: {} })[0]!;
    for (let byte = 0; byte < 32; byte++) {
      const damaged = header.slice();
      damaged[byte]! ^= 4;
      expect(decodeRecordHeader(damaged), `byte ${byte}`).toBeUndefined();
    }
  });
});
