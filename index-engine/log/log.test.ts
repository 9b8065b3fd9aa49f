import { appendFileSync, existsSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { devNull } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { recordFileCalls } from '../../tests/index-engine/file-calls.ts';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { packChanges } from './change-batch.ts';
import { Log } from './log.ts';
import { LOG_HEADER_BYTES } from './log-format.ts';
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

describe('opening a log', () => {
  it('creates it durably: the header, then the name', async () => {
    const path = newPath();
    const calls = await recordFileCalls();
    const log = await Log.create(path, true);
    const [name, folder] = [basename(path), basename(dirname(path))];
    const created = [`open ${name}`, `datasync ${name}`, `open ${folder}`, `sync ${folder}`, `close ${folder}`];
    expect([log.path, log.bytes, statSync(path).size]).toEqual([path, LOG_HEADER_BYTES, LOG_HEADER_BYTES]);
    expect(calls.splice(0)).toEqual(created);
    await log.append([record(1)]);
    await log.close();
    expect(calls).toEqual([`datasync ${name}`, `close ${name}`]);
  });

  it('syncs nothing where that is not wanted', async () => {
    const path = newPath();
    const calls = await recordFileCalls();
    const log = await Log.create(path, false);
    await log.append([record(1)]);
    await log.close();
    const again = await Log.reopen(path, log.bytes, false);
    await again.append([record(2)]);
    await again.close();
    const name = basename(path);
    expect(calls).toEqual([`open ${name}`, `close ${name}`, `open ${name}`, `truncate ${name}`, `close ${name}`]);
  });

  it('cuts off what follows the complete records, durably', async () => {
    const { path, ends } = await writeLog(2);
    const whole = readFileSync(path);
    appendFileSync(path, Buffer.alloc(1000, 'x'));
    const calls = await recordFileCalls();
    const log = await Log.reopen(path, ends[2]!, true);
    const name = basename(path);
    expect(calls.splice(0)).toEqual([`open ${name}`, `truncate ${name}`, `datasync ${name}`]);
    expect([log.path, log.bytes, statSync(path).size]).toEqual([path, ends[2], whole.length]);
    await log.close();
    expect(calls).toEqual([`close ${name}`]);
    expect(readFileSync(path)).toEqual(whole);
  });

  it.for([0, 1, LOG_HEADER_BYTES - 1])('writes the header where only %i bytes are complete', async (length) => {
    const path = newPath();
    writeFileSync(path, Buffer.alloc(5000));
    const log = await Log.reopen(path, length, true);
    expect(log.bytes).toBe(LOG_HEADER_BYTES);
    await log.close();
    const { path: empty } = await writeLog(0);
    expect(readFileSync(path)).toEqual(readFileSync(empty));
  });

  it('keeps the header where there is nothing else', async () => {
    const { path } = await writeLog(0);
    const header = readFileSync(path);
    const calls = await recordFileCalls();
    const log = await Log.reopen(path, LOG_HEADER_BYTES, true);
    await log.close();
    const name = basename(path);
    // It is not written again.
    expect(calls).toEqual([`open ${name}`, `truncate ${name}`, `datasync ${name}`, `close ${name}`]);
    expect(readFileSync(path)).toEqual(header);
  });
});

/** The methods that all file handles share. */
async function fileMethods(): Promise<FileHandle> {
  const file = await open(devNull);
  await file.close();
  return Object.getPrototypeOf(file) as FileHandle;
}

const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

describe('a log whose file cannot be written', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is not created, by name, and leaves no file', async () => {
    const path = join(newPath(), 'log');
    await expect(Log.create(path, true)).rejects.toMatchObject({ code: 'WriteFailed', path });
    await expect(Log.reopen(path, 16, true)).rejects.toMatchObject({ code: 'WriteFailed', path });
  });

  it('is removed again when its header cannot be written', async () => {
    const path = newPath();
    const calls = await recordFileCalls();
    vi.spyOn(await fileMethods(), 'writev').mockRejectedValueOnce(full);
    await expect(Log.create(path, true)).rejects.toMatchObject({
      code: 'WriteFailed',
      path,
      message: `${path} could not be written: the disk is full: make room and try again.`,
    });
    expect(existsSync(path)).toBe(false);
    const name = basename(path);
    expect(calls.slice(-3)).toEqual([`open ${name}`, `close ${name}`, `remove ${name}`]);
  });

  it('is refused with the reason of the first failure, also when there is nothing left to remove', async () => {
    const path = newPath();
    vi.spyOn(await fileMethods(), 'writev').mockImplementationOnce(() => {
      rmSync(path);
      return Promise.reject(full);
    });
    await expect(Log.create(path, true)).rejects.toMatchObject({ code: 'WriteFailed', cause: full });
  });

  it('removes nothing that it has not created', async () => {
    const path = newPath();
    symlinkSync(join(newPath(), 'missing'), path);
    await expect(Log.create(path, true)).rejects.toMatchObject({ code: 'WriteFailed', path });
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
  });

  it('is closed again when it cannot be cut back on opening', async () => {
    const { path, ends } = await writeLog(1);
    const calls = await recordFileCalls();
    vi.spyOn(await fileMethods(), 'truncate').mockRejectedValueOnce(full);
    await expect(Log.reopen(path, ends[1]!, true)).rejects.toMatchObject({ code: 'WriteFailed', path, cause: full });
    expect(calls.at(-1)).toBe(`close ${basename(path)}`);
  });

  it('is cut back at once to its complete records, and takes the next record', async () => {
    const { path, ends } = await writeLog(1);
    const calls = await recordFileCalls();
    const log = await Log.reopen(path, ends[1]!, true);
    vi.spyOn(await fileMethods(), 'datasync').mockRejectedValueOnce(full);
    await expect(log.append([record(2), record(3)])).rejects.toMatchObject({ code: 'WriteFailed', path, cause: full });
    expect([log.bytes, statSync(path).size]).toEqual([ends[1], ends[1]]);
    calls.length = 0;
    await log.append([record(2)]);
    // It is not cut back once more.
    expect(calls).toEqual([`datasync ${basename(path)}`]);
    await log.close();
    expect(replay(path).records).toEqual([record(1), record(2)]);
  });

  it('takes no record before it could be cut back', async () => {
    const { path, ends } = await writeLog(1);
    const methods = await fileMethods();
    const log = await Log.reopen(path, ends[1]!, true);
    vi.spyOn(methods, 'datasync').mockRejectedValueOnce(full);
    const readOnly = new Error('EROFS: read-only file system');
    const truncate = vi.spyOn(methods, 'truncate').mockRejectedValue(readOnly);
    await expect(log.append([record(2)])).rejects.toMatchObject({ cause: full });
    const torn = statSync(path).size;
    expect(torn).toBeGreaterThan(ends[1]!);
    await expect(log.append([record(2)])).rejects.toMatchObject({
      code: 'WriteFailed',
      message: `${path} could not be written: EROFS: read-only file system.`,
    });
    expect(statSync(path).size).toBe(torn);
    truncate.mockRestore();
    await log.append([record(4)]);
    await log.close();
    expect(replay(path).records).toEqual([record(1), record(4)]);
  });

  it('is cut back when it is closed, if that is possible', async () => {
    const { path, ends } = await writeLog(1);
    const methods = await fileMethods();
    for (const refusals of [1, 2]) {
      const log = await Log.reopen(path, ends[1]!, true);
      vi.spyOn(methods, 'datasync').mockRejectedValueOnce(full);
      const truncate = vi.spyOn(methods, 'truncate');
      for (let i = 0; i < refusals; i++) truncate.mockRejectedValueOnce(full);
      await expect(log.append([record(2)])).rejects.toMatchObject({ cause: full });
      await log.close();
      if (refusals === 1) expect(statSync(path).size).toBe(ends[1]);
      else expect(statSync(path).size).toBeGreaterThan(ends[1]!);
      vi.restoreAllMocks();
    }
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
