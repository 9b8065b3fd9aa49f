import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packChanges } from './change-batch.ts';
import { decodeMetadata, decodeRecordHeader, encodeLogHeader, encodeRecord, isLogHeader } from './log-format.ts';

/** The bytes in hexadecimal, with a space after each word. */
const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replaceAll(/.{8}(?=.)/g, '$& ');

describe('the header of a log', () => {
  it('is a magic number, the format, a zero and their checksum', () => {
    expect(hex(encodeLogHeader())).toBe('4446504c 01000000 00000000 89ef553b');
  });

  it('is distinguished from other bytes', () => {
    const header = encodeLogHeader();
    expect(isLogHeader(header)).toBe(true);
    for (let byte = 0; byte < header.length; byte++) {
      expect(isLogHeader(header.with(byte, header[byte]! ^ 1)), `byte ${byte}`).toBe(false);
    }
    expect(isLogHeader(header.subarray(0, 15))).toBe(false);
    expect(isLogHeader(Uint8Array.from([...header, 0]))).toBe(false);
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

  it('has exactly these bytes', () => {
    const batch = packChanges([{ type: 'delete', id: 9 }]);
    const pieces = encodeRecord({ version: 2 ** 32 + 3, batch, metadata: { a: 'bcd' } });
    expect(pieces.map(hex)).toEqual([
      '44465052 18000000 0c000000 03000000 01000000 bb31e529 00000000 38b11b2b',
      '01000000 09000000 ffffffff',
      '7b226122 3a226263 64227d20',
    ]);
  });

  it('has the batch alone, though it is a part of a larger array', () => {
    const words = Uint32Array.from([77, 1, 9, 0xffffffff, 77]);
    const [, batch] = encodeRecord({ version: 1, batch: words.subarray(1, 4), metadata: {} });
    expect(hex(batch!)).toBe('01000000 09000000 ffffffff');
  });

  it('has metadata of whole words, however long its JSON is', () => {
    const batch = packChanges([]);
    const texts = ['', 'b', 'bc', 'bcd', 'bcde'].map((a) => {
      const metadata = encodeRecord({ version: 1, batch, metadata: { a } })[2]!;
      expect(decodeMetadata(metadata)).toEqual({ a });
      return Buffer.from(metadata).toString();
    });
    expect(texts).toEqual(['{"a":""}', '{"a":"b"}   ', '{"a":"bc"}  ', '{"a":"bcd"} ', '{"a":"bcde"}']);
  });

  it('is not taken from another kind of header whose checksum is right', () => {
    const header = encodeRecord({ version: 1, batch: packChanges([]), metadata: {} })[0]!;
    const view = new DataView(header.buffer);
    view.setUint32(0, 0x52504645, true);
    view.setUint32(28, crc32(header.subarray(0, 28)), true);
    expect(decodeRecordHeader(header)).toBeUndefined();
  });

  it('is decoded wherever it is in memory', () => {
    const [header] = encodeRecord({ version: 2 ** 40 + 7, batch: packChanges([]), metadata: {} });
    const among = Buffer.concat([Buffer.alloc(9, 0xff), header!, Buffer.alloc(9, 0xff)]);
    expect(decodeRecordHeader(among.subarray(9, 41))).toEqual({
      payloadBytes: 4,
      metadataBytes: 0,
      version: 2 ** 40 + 7,
      payloadChecksum: crc32(new Uint8Array(4)),
    });
  });
});

describe('the metadata of a record', () => {
  it('is empty where there are no bytes', () => {
    expect(decodeMetadata(new Uint8Array(0))).toEqual({});
  });

  it('is UTF-8, and may be followed by spaces', () => {
    expect(decodeMetadata(Buffer.from('{"k":"vä"}  '))).toEqual({ k: 'vä' });
  });

  it('is undefined where the bytes are no JSON', () => {
    expect(decodeMetadata(Buffer.from('{"k":'))).toBeUndefined();
    expect(decodeMetadata(Buffer.from('    '))).toBeUndefined();
  });
});
