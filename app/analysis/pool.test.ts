import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { AnalysisPool } from './analysis.ts';
import { hashFile } from './hash-file.ts';
import { fingerprint } from '../audio/chromaprint/fingerprinter.ts';
import { openAnalysisPool } from './pool.ts';
import { chordMusic, toInt16, wavFile } from '../audio/test-signals.ts';

const PROGRAM = new URL('../../main/analysis.ts', import.meta.url);
let folder: string;
let samples: Int16Array;
let music: Buffer;
let pool: AnalysisPool;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-pool-'));
  samples = toInt16(chordMusic(10, 11_025, { bpm: 120, chords: [[57, 60, 64]], seed: 1 }));
  music = file('music.wav', wavFile(11_025, samples));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => pool.close());

function file(name: string, content: Uint8Array | string): Buffer {
  const path = join(folder, name);
  writeFileSync(path, content);
  return Buffer.from(path);
}

/** A child that does as its paths say, for deaths that no audio file brings about reliably. */
function obedientProgram(): string {
  const path = join(folder, 'obedient.mjs');
  writeFileSync(
    path,
    `process.on('disconnect', () => process.exit());
     process.on('message', ({ path }) => {
       const order = Buffer.from(path).toString();
       if (order === 'pid') process.send({ error: { code: 'DECODE_FAILED', message: String(process.pid) } });
       else if (order === 'die') process.kill(process.pid, 'SIGSEGV');
       else if (order === 'exit') process.exit(7);
     });`,
  );
  return path;
}

/** The answer to `pid`: the process that works. */
async function worker(): Promise<number> {
  return pool.analyse(Buffer.from('pid')).then(
    () => 0,
    (error: Error) => Number(error.message),
  );
}

describe('the analysis pool', () => {
  it('analyses files in child processes', async () => {
    pool = openAnalysisPool({ size: 2, program: PROGRAM });
    const [first, second, third] = await Promise.all([pool.analyse(music), pool.analyse(music), pool.analyse(music)]);
    expect(first).toEqual(second);
    expect(first).toEqual(third);
    expect(first.fingerprint).toEqual(fingerprint(samples));
    expect(first.duration).toBe(10);
    expect(first.embedding).toHaveLength(128);
    expect(Math.hypot(...first.embedding)).toBeCloseTo(1, 5);
    expect(first.features.key).toBe('A minor');
  });

  it('measures the quality of files in child processes', async () => {
    pool = openAnalysisPool({ size: 1, program: PROGRAM });
    const { quality, spectrum } = await pool.quality(music);
    expect(quality).toMatchObject({ examined: 10, lossy: null, silence: { whole: false } });
    expect(spectrum.levels).toHaveLength(128);
    await expect(pool.quality(file('no.xyz', 'this is no music'))).rejects.toMatchObject({ code: 'DECODE_FAILED' });
  });

  it('checks and hashes files in child processes', async () => {
    pool = openAnalysisPool({ size: 1, program: PROGRAM });
    expect((await pool.check(music)).duration).toBeCloseTo(10, 6);
    const hash = await pool.hash(music);
    expect(Buffer.from(hash!)).toEqual(Buffer.from(hashFile(music, null)!));
    expect(await pool.hash(file('text.xyz', 'this is no music at all'))).toBeNull();
    await expect(pool.hash(Buffer.from('/nowhere/at/all'))).rejects.toMatchObject({ code: 'DECODE_FAILED' });
  });

  it('says why a file could not be analysed, and goes on', async () => {
    pool = openAnalysisPool({ size: 1, program: PROGRAM });
    const broken = file('broken.mp3', 'this is no music at all');
    const short = file('short.wav', wavFile(11_025, new Int16Array(11_025)));
    await expect(pool.analyse(broken)).rejects.toMatchObject({ code: 'DECODE_FAILED' });
    await expect(pool.analyse(short)).rejects.toMatchObject({ code: 'TOO_SHORT' });
    await expect(pool.analyse(Buffer.from('/nowhere/at/all'))).rejects.toThrow('No such file or directory');
    await expect(pool.analyse(music)).resolves.toMatchObject({ duration: 10 });
  });

  it('fails only the file at which a child dies, and replaces the child', async () => {
    pool = openAnalysisPool({ size: 1, program: obedientProgram() });
    const before = await worker();
    const died = pool.analyse(Buffer.from('die'));
    const exited = pool.analyse(Buffer.from('exit'));
    const after = worker();
    await expect(died).rejects.toMatchObject({ code: 'CRASHED', message: expect.stringContaining('SIGSEGV') });
    await expect(exited).rejects.toMatchObject({ code: 'CRASHED', message: expect.stringContaining('exit code 7') });
    expect(await after).toBeGreaterThan(0);
    expect(await after).not.toBe(before);
  });

  it('survives a child that is killed between two files', async () => {
    pool = openAnalysisPool({ size: 1, program: obedientProgram() });
    const before = await worker();
    process.kill(before, 'SIGKILL');
    // Whether the death is noticed before or after the next file is given out: that file fails at worst.
    await worker();
    const after = await worker();
    expect(after).toBeGreaterThan(0);
    expect(after).not.toBe(before);
  });

  it('kills a child that takes too long', async () => {
    pool = openAnalysisPool({ size: 1, program: obedientProgram(), timeoutMs: 3000, wholeFileTimeoutMs: 100 });
    await expect(pool.analyse(Buffer.from('hang'))).rejects.toMatchObject({ code: 'TIMED_OUT' });
    await expect(pool.check(Buffer.from('hang'))).rejects.toMatchObject({ code: 'TIMED_OUT' });
    await expect(pool.hash(Buffer.from('hang'))).rejects.toMatchObject({ code: 'TIMED_OUT' });
    expect(await worker()).toBeGreaterThan(0);
  });

  it('cancels files that wait and the file that is worked on', async () => {
    pool = openAnalysisPool({ size: 1, program: obedientProgram() });
    const controller = new AbortController();
    const running = pool.analyse(Buffer.from('hang'), controller.signal);
    const waiting = pool.analyse(Buffer.from('die'), controller.signal);
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(pool.analyse(music, controller.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('ends a decode that is cancelled, and goes on with other files', async () => {
    pool = openAnalysisPool({ size: 1, program: PROGRAM });
    // Hours of sound, of which the file has the header alone on disk.
    const header = wavFile(11_025, new Int16Array(0)).subarray(0, 44);
    const seconds = 100_000;
    const bytes = seconds * 11_025 * 2;
    new DataView(header.buffer, header.byteOffset).setUint32(4, bytes + 36, true);
    new DataView(header.buffer, header.byteOffset).setUint32(40, bytes, true);
    const long = file('long.wav', header);
    truncateSync(long, 44 + bytes);
    const ending = { path: long, otherPath: long, first: 800_000, otherFirst: 800_000, items: 900 };
    for (const begin of [
      (signal: AbortSignal) => pool.check(long, signal),
      (signal: AbortSignal) => pool.isOtherMix(ending, signal),
    ]) {
      const stop = new AbortController();
      const cancelled = begin(stop.signal);
      const next = pool.analyse(music);
      stop.abort();
      await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
      expect(await next).toMatchObject({ duration: 10 });
    }
  });

  it('settles everything and leaves no process when it is closed', async () => {
    pool = openAnalysisPool({ size: 1, program: obedientProgram() });
    const pid = await worker();
    const running = pool.analyse(Buffer.from('hang'));
    const waiting = pool.analyse(Buffer.from('pid'));
    const outcomes = Promise.allSettled([running, waiting]);
    await pool.close();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'CANCELLED' } });
    }
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(pool.analyse(music)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('ends idle children, and starts new ones when there is work again', async () => {
    pool = openAnalysisPool({ size: 1, program: obedientProgram(), idleMs: 1 });
    const first = await worker();
    await expect.poll(() => isAlive(first), { interval: 10, timeout: 10_000 }).toBe(false);
    const second = await worker();
    expect(second).toBeGreaterThan(0);
    expect(second).not.toBe(first);
  });

  it('replaces a child after as many files as it may have', async () => {
    pool = openAnalysisPool({ size: 1, program: obedientProgram(), filesPerChild: 2 });
    const workers = await Promise.all([worker(), worker(), worker(), worker(), worker()]);
    expect(workers[1]).toBe(workers[0]);
    expect(workers[3]).toBe(workers[2]);
    expect(new Set(workers).size).toBe(3);
  });

  it('lets its process end while it is idle, but not before it is closed', () => {
    pool = openAnalysisPool({ size: 1, program: obedientProgram() });
    const open = `import { openAnalysisPool } from ${JSON.stringify(new URL('pool.ts', import.meta.url).href)};
      const pool = openAnalysisPool({ size: 1, program: ${JSON.stringify(obedientProgram())} });
      console.log(await pool.analyse(Buffer.from('pid')).catch(() => 'asked'));`;
    const program = join(folder, 'ending.ts');
    for (const [end, expected] of [
      ['', 'asked\n'],
      [`await pool.close(); console.log('closed');`, 'asked\nclosed\n'],
    ] as const) {
      writeFileSync(program, open + end);
      expect(spawnSync(process.execPath, [program], { encoding: 'utf8' })).toMatchObject({
        stdout: expected,
        stderr: '',
        status: 0,
      });
    }
  });

  it('leaves no children behind when its own process is killed', async () => {
    pool = openAnalysisPool({ size: 1, program: obedientProgram() });
    const parent = join(folder, 'parent.ts');
    writeFileSync(
      parent,
      `import { writeSync } from 'node:fs';
       import { openAnalysisPool } from ${JSON.stringify(new URL('pool.ts', import.meta.url).href)};
       const pool = openAnalysisPool({ size: 1, program: ${JSON.stringify(obedientProgram())} });
       const pid = await pool.analyse(Buffer.from('pid')).catch((error) => error.message);
       void pool.analyse(Buffer.from('hang'));
       writeSync(1, pid);
       process.kill(process.pid, 'SIGKILL');`,
    );
    const { stdout, signal } = spawnSync(process.execPath, [parent], { encoding: 'utf8' });
    expect(signal).toBe('SIGKILL');
    await expect.poll(() => isAlive(Number(stdout)), { interval: 10, timeout: 10_000 }).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
