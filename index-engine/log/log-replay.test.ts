import { readFileSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { recordFileCalls } from '../../tests/index-engine/file-calls.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { packChanges } from './change-batch.ts';
import { encodeLogHeader, encodeRecord, LOG_HEADER_BYTES, RECORD_HEADER_BYTES } from './log-format.ts';
import { replayLog } from './log-replay.ts';

const newPath = temporaryPaths();

/** A record with one document of so many hashes, none of them 0. It takes 44 bytes and 4 for each hash. */
function recordOf(version: number, hashes: number): Buffer {
  const batch = packChanges([{ type: 'insert', id: version, hashes: new Uint32Array(hashes).fill(0x01010101) }]);
  return Buffer.concat(encodeRecord({ version, batch, metadata: {} }));
}

/** A first record after which the next one begins at byte `position` of the log. */
function recordUpTo(position: number): Buffer {
  return recordOf(1, (position - LOG_HEADER_BYTES - 44) / 4);
}

function logOf(...records: readonly Uint8Array[]): Buffer {
  return Buffer.concat([encodeLogHeader(), ...records]);
}

/** The versions of the records, and the length of the complete ones. */
function replay(content: Uint8Array): { versions: number[]; length: number } {
  const path = newPath();
  writeFileSync(path, content);
  const versions: number[] = [];
  const length = replayLog(path, ({ version }) => versions.push(version));
  return { versions, length };
}

function expectDamage(content: Uint8Array, what: string): void {
  const path = newPath();
  writeFileSync(path, content);
  expect(() => replayLog(path, () => undefined)).toThrow(
    expect.objectContaining({
      code: 'CorruptFile',
      path,
      message: `${path} is damaged: ${what}. Restore it from a backup or rebuild the index.`,
    }),
  );
}

describe('replaying a log', () => {
  it('returns each record as it was written, in order', () => {
    const path = newPath();
    const batches = [packChanges([{ type: 'delete', id: 5 }]), packChanges([])];
    const records = batches.map((batch, i) => ({ version: 8 + i, batch, metadata: i === 1 ? { k: 'vä' } : {} }));
    writeFileSync(path, logOf(...records.flatMap(encodeRecord)));
    const found: unknown[] = [];
    expect(replayLog(path, (record) => found.push(record))).toBe(readFileSync(path).length);
    expect(found).toEqual(records);
  });

  it('closes the file, also a damaged one', async () => {
    const path = newPath();
    writeFileSync(path, 'not a log, but as long as one');
    const calls = await recordFileCalls();
    expect(() => replayLog(path, () => undefined)).toThrow('it does not begin as a log of this program does');
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['open', 'close']);
  });

  it('fails for a file that is missing', () => {
    expect(() => replayLog(newPath(), () => undefined)).toThrow('ENOENT');
  });

  it('finds nothing in a file that is shorter than the header, or whose header was never written', () => {
    const nothing = { versions: [], length: 0 };
    expect(replay(Buffer.alloc(0))).toEqual(nothing);
    expect(replay(Buffer.alloc(15, 'x'))).toEqual(nothing);
    expect(replay(Buffer.alloc(16))).toEqual(nothing);
    expect(replay(Buffer.alloc(5000))).toEqual(nothing);
    expectDamage(Buffer.alloc(16, 'x'), 'it does not begin as a log of this program does');
    expectDamage(Buffer.from([...new Uint8Array(15), 1]), 'it does not begin as a log of this program does');
  });
});

describe('the end of a log', () => {
  it('may be a part of a header, whatever its bytes are', () => {
    const first = recordOf(1, 3);
    const complete = { versions: [1], length: LOG_HEADER_BYTES + first.length };
    expect(replay(logOf(first, Buffer.alloc(31, 'x')))).toEqual(complete);
    expectDamage(logOf(first, Buffer.alloc(32, 'x')), `the record at byte ${complete.length} has a damaged header`);
  });

  it('may be a header whose payload is missing or incomplete', () => {
    const [first, second] = [recordOf(1, 3), recordOf(2, 3)];
    const complete = { versions: [1], length: LOG_HEADER_BYTES + first.length };
    for (const length of [32, 33, second.length - 1]) {
      expect(replay(logOf(first, second.subarray(0, length)))).toEqual(complete);
    }
    expect(replay(logOf(first, second)).versions).toEqual([1, 2]);
  });

  it('may be a header of zeros, wherever it begins', () => {
    for (const position of [480, 484, 500, 512, 516]) {
      const zeros = { versions: [1], length: position };
      expect(replay(logOf(recordUpTo(position), Buffer.alloc(32))), String(position)).toEqual(zeros);
      expect(replay(logOf(recordUpTo(position), Buffer.alloc(4096))), String(position)).toEqual(zeros);
    }
  });

  it('may be a header that is zeros from the beginning of a sector on', () => {
    for (const [position, written] of [
      [484, 28],
      [500, 12],
      [508, 4],
    ] as const) {
      const header = recordOf(2, 200).subarray(0, RECORD_HEADER_BYTES);
      const torn = logOf(recordUpTo(position), header.fill(0, written), Buffer.alloc(300));
      expect(replay(torn), String(position)).toEqual({ versions: [1], length: position });
      torn[position + 31] = 1;
      expectDamage(torn, `the record at byte ${position} has a damaged header`);
    }
  });

  it('is damaged where a header within one sector is not all zeros', () => {
    for (const position of [480, 512, 516]) {
      for (const byte of [0, 31]) {
        const torn = logOf(recordUpTo(position), Buffer.alloc(32));
        torn[position + byte] = 1;
        expectDamage(torn, `the record at byte ${position} has a damaged header`);
      }
    }
  });

  it('may be a payload with a sector of zeros', () => {
    // The payload is in bytes 512 to 1536, or begins 20 bytes later or earlier.
    for (const [position, sector, bytes] of [
      [480, 512, 1024],
      [480, 1024, 1024],
      [500, 1024, 1024],
      [500, 1024, 1004],
      [460, 512, 1044],
    ] as const) {
      const torn = logOf(recordUpTo(position), recordOf(2, (bytes - 12) / 4));
      torn.fill(0, sector, sector + 512);
      expect(replay(torn), `${position} ${sector} ${bytes}`).toEqual({ versions: [1], length: position });
    }
  });

  it('is damaged where zeros in the payload are less than a sector', () => {
    for (const [position, from, to] of [
      [480, 513, 1024],
      [480, 512, 1023],
      [480, 768, 1280],
      [500, 532, 1024],
      [480, 1024, 1532],
    ] as const) {
      const torn = logOf(recordUpTo(position), recordOf(2, (1532 - position - 44) / 4));
      torn.fill(0, from, to);
      expectDamage(torn, `the record at byte ${position} does not match its checksum`);
    }
  });

  it('is damaged where bytes follow a payload with a sector of zeros', () => {
    for (const following of [recordOf(3, 1), Buffer.alloc(1)]) {
      const damaged = logOf(recordUpTo(480), recordOf(2, (1024 - 12) / 4), following);
      damaged.fill(0, 512, 1024);
      expectDamage(damaged, 'the record at byte 480 does not match its checksum');
    }
  });
});

describe('a record with right checksums', () => {
  /** A record whose payload is as given, with the last `metadataBytes` of it as metadata. */
  function forged(payload: Uint8Array, metadataBytes: number): Buffer {
    const header = Buffer.from(encodeRecord({ version: 1, batch: new Uint32Array(), metadata: {} })[0]!);
    header.writeUInt32LE(payload.length, 4);
    header.writeUInt32LE(metadataBytes, 8);
    header.writeUInt32LE(crc32(payload), 20);
    header.writeUInt32LE(crc32(header.subarray(0, 28)), 28);
    return logOf(header, payload);
  }

  const what = `the record at byte ${LOG_HEADER_BYTES} is not one that this program writes`;
  const batch = Buffer.from(packChanges([{ type: 'delete', id: 9 }]).buffer);

  it('is taken if it has a batch, and metadata in JSON', () => {
    expect(replay(forged(batch, 0)).versions).toEqual([1]);
    expect(replay(forged(Buffer.concat([batch, Buffer.from('{}  ')]), 4)).versions).toEqual([1]);
  });

  it('is damage if its batch does not end with a whole word', () => {
    for (let extra = 1; extra < 4; extra++) {
      expectDamage(forged(Buffer.concat([batch, Buffer.alloc(extra), Buffer.from('{}')]), 2), what);
    }
  });

  it('is damage if it has no batch', () => {
    expectDamage(forged(Buffer.alloc(0), 0), what);
    expectDamage(forged(Buffer.from('{}  '), 4), what);
    expectDamage(forged(Buffer.from('{}  '), 8), what);
  });

  it('is damage if its batch or its metadata is another', () => {
    expectDamage(forged(Buffer.concat([batch, Buffer.from('{x} ')]), 4), what);
    expectDamage(forged(Buffer.concat([batch, Buffer.alloc(4)]), 0), what);
  });
});
