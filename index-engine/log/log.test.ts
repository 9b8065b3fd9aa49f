import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { packChanges } from './change-batch.ts';
import { Log } from './log.ts';
import { LOG_HEADER_BYTES } from './log-format.ts';
import type { LogRecord } from './log-format.ts';
import { replayLog } from './log-replay.ts';

const newPath = temporaryPaths();

function record(version: number, random = new SeededRandom(version)): LogRecord {
  const hashes = Uint32Array.from({ length: random.below(300) }, () => random.u32() | 1);
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
  it('gives back every record, in groups or one by one', async () => {
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

  it('drops a record that was cut off, wherever it was', async () => {
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

  it('drops a record whose pages were never written', async () => {
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

  it('is found damaged, and named, whichever bit is flipped', async () => {
    const { path } = await writeLog(3);
    const whole = readFileSync(path);
    for (let byte = 0; byte < whole.length; byte++) {
      const damaged = Buffer.from(whole);
      damaged[byte]! ^= 1 << (byte % 8);
      writeFileSync(path, damaged);
      expect(() => replay(path), `byte ${byte}`).toThrow(expect.objectContaining({ code: 'CorruptFile', path }));
    }
  });

  it('goes on behind the last whole record', async () => {
    const { path, ends } = await writeLog(3);
    truncateSync(path, ends[3]! - 5);
    const log = await Log.reopen(path, replay(path).length, true);
    await log.append([record(3), record(4)]);
    await log.close();
    expect(replay(path).records).toEqual([record(1), record(2), record(3), record(4)]);
  });

  it('begins anew where not even the header was written', async () => {
    const path = newPath();
    writeFileSync(path, 'x'.repeat(LOG_HEADER_BYTES - 1));
    const log = await Log.reopen(path, replay(path).length, true);
    await log.append([record(1)]);
    await log.close();
    expect(replay(path).records).toEqual([record(1)]);
  });

  it('believes no length that goes beyond the file', async () => {
    const { path, ends } = await writeLog(1);
    const header = readFileSync(path).subarray(LOG_HEADER_BYTES, LOG_HEADER_BYTES + 32);
    appendFileSync(path, header);
    expect(replay(path).length).toBe(ends[1]);
  });
});
