import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { openVectorLog, readVectorLog, type VectorChange } from './vector-log.ts';

const DIMENSION = 4;
const RECORD_BYTES = 16 + 4 * DIMENSION;
const CHANGES: readonly VectorChange[] = [
  { fileId: 1, vector: Float32Array.of(1, 2, 3, 4) },
  { fileId: 2 ** 40, vector: Float32Array.of(-0.5, 0, 1e-30, 7) },
  { fileId: 1, vector: null },
];

let path: string;
beforeEach(() => {
  path = join(temporaryFolder(), 'log');
});

async function written(changes: readonly VectorChange[]): Promise<void> {
  const { log } = await openVectorLog(path, DIMENSION);
  await log.append(changes);
  await log.close();
}

describe('the log of a vector store', () => {
  it('gives back the changes in their order, those of later sessions behind them', async () => {
    await written(CHANGES);
    const { log, logged } = await openVectorLog(path, DIMENSION);
    expect(logged).toEqual({ changes: CHANGES, damaged: 0, bytes: 3 * RECORD_BYTES });
    expect(log.records).toBe(3);
    await log.append(CHANGES.slice(0, 1));
    expect(log.records).toBe(4);
    await log.close();
    expect(readVectorLog(readFileSync(path), DIMENSION).changes).toEqual([...CHANGES, CHANGES[0]]);
  });

  it('keeps only the numbers of a vector that is a part of a larger array', async () => {
    await written([{ fileId: 3, vector: Float32Array.of(9, 9, 1, 2, 3, 4, 9).subarray(2, 6) }]);
    expect(readVectorLog(readFileSync(path), DIMENSION).changes).toEqual([{ ...CHANGES[0], fileId: 3 }]);
  });

  it('is empty after it was cleared, and takes changes from its beginning', async () => {
    const { log } = await openVectorLog(path, DIMENSION);
    await log.append(CHANGES);
    await log.clear();
    expect([log.records, statSync(path).size]).toEqual([0, 0]);
    await log.append(CHANGES.slice(1, 2));
    await log.close();
    expect(readVectorLog(readFileSync(path), DIMENSION).changes).toEqual([CHANGES[1]]);
  });

  it('cuts off a record that was written in part, wherever it ends', async () => {
    await written(CHANGES);
    const whole = readFileSync(path);
    for (let length = 2 * RECORD_BYTES; length < whole.length; length += 5) {
      writeFileSync(path, whole.subarray(0, length));
      const { log, logged } = await openVectorLog(path, DIMENSION);
      expect(logged).toEqual({ changes: CHANGES.slice(0, 2), damaged: 0, bytes: 2 * RECORD_BYTES });
      await log.append(CHANGES.slice(2));
      await log.close();
      expect(readFileSync(path)).toEqual(whole);
    }
  });

  it('cuts off records whose bytes never came to the disk', async () => {
    await written(CHANGES);
    appendFileSync(path, Buffer.alloc(2 * RECORD_BYTES));
    const { log, logged } = await openVectorLog(path, DIMENSION);
    await log.close();
    expect(logged).toMatchObject({ changes: CHANGES, damaged: 0 });
    expect(statSync(path).size).toBe(3 * RECORD_BYTES);
  });

  it('leaves out every record with a wrong bit, and counts those in front of others', async () => {
    await written(CHANGES);
    const whole = readFileSync(path);
    for (let at = 0; at < RECORD_BYTES; at += 1) {
      const bytes = Buffer.from(whole);
      bytes[RECORD_BYTES + at]! ^= 0x10;
      expect(readVectorLog(bytes, DIMENSION)).toEqual({
        changes: [CHANGES[0], CHANGES[2]],
        damaged: 1,
        bytes: 3 * RECORD_BYTES,
      });
    }
  });

  it('holds nothing where its bytes are no records', () => {
    const noise = Buffer.from(Array.from({ length: 10 * RECORD_BYTES }, (_, i) => (i * 37) % 256));
    expect(readVectorLog(noise, DIMENSION)).toEqual({ changes: [], damaged: 0, bytes: 0 });
    expect(readVectorLog(Buffer.alloc(0), DIMENSION)).toEqual({ changes: [], damaged: 0, bytes: 0 });
  });

  it('says when its file cannot be opened', async () => {
    await expect(openVectorLog(join(path, 'below'), DIMENSION)).rejects.toMatchObject({ code: 'ENOENT' });
    await written(CHANGES);
    truncateSync(path, 0);
    await expect(openVectorLog(join(path, 'below'), DIMENSION)).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});
