import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { JobProgress } from '../../../app/model/jobs.ts';
import { FakeService } from '../testing/fake-service.ts';
import { jobOf, summaryOf } from '../testing/rows.ts';
import * as scan from './scan.ts';

let service: FakeService;
/** The states of the jobs, one after the other; the last one is settled. */
let states: JobProgress[][];
const isTTY = process.stderr.isTTY;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('scan', 'start', () => undefined as never);
  service.answer('scan', 'cancel', () => undefined as never);
  service.answer('scan', 'wait', () => {
    const jobs = states.shift()!;
    return { settled: states.length === 0, jobs };
  });
});
afterAll(() => service.stop());
beforeEach(() => {
  states = [[jobOf('scan'), jobOf('analysis')]];
  service.answer('library', 'summary', summaryOf());
  process.stderr.isTTY = false;
});
afterEach(() => {
  process.stderr.isTTY = isTTY;
});

const procedures = (): string[] => service.calls.map(([procedure]) => procedure);

describe('descant scan', () => {
  it('scans the folders, waits for the tags, and tells what the library holds', async () => {
    states = [[jobOf('scan', { state: 'running' })], [jobOf('scan')]];
    expect(await service.run(scan, 'music', '/other')).toEqual({
      code: 0,
      stdout: '12 tracks in /music\n',
      stderr: '',
    });
    expect(service.calls).toEqual([
      ['scan.start', { paths: [resolve('music'), '/other'] }],
      ['scan.wait', { for: 'tags', milliseconds: 500 }],
      ['scan.wait', { for: 'tags', milliseconds: 500 }],
      ['library.summary', undefined],
    ]);
  });

  it('waits for the analysis, too, where that is asked for', async () => {
    await service.run(scan, '--wait', 'analysis');
    expect(service.calls.slice(0, 2)).toEqual([
      ['scan.start', { paths: [] }],
      ['scan.wait', { for: 'analysis', milliseconds: 500 }],
    ]);
  });

  it('tells what could not be read, and the message of the scan', async () => {
    states = [[jobOf('scan', { message: 'the disk is gone' })]];
    service.answer(
      'library',
      'summary',
      summaryOf({ errors: 1, folders: [1, 2].map((id) => ({ id, path: `/${id}` })) }),
    );
    expect((await service.run(scan)).stdout.split('\n')).toEqual([
      '12 tracks in /1, /2',
      '1 file could not be read: descant tracks is:broken',
      'the disk is gone',
      '',
    ]);
  });

  it('tells of a library without a folder what to do', async () => {
    service.answer('library', 'summary', summaryOf({ tracks: 0, folders: [] }));
    expect((await service.run(scan)).stdout).toBe('0 tracks in no folder: name one to scan\n');
  });

  it('tells all as JSON, and fails where the scan failed', async () => {
    const jobs = [jobOf('scan', { state: 'failed', message: 'the disk is full' }), jobOf('analysis')];
    states = [jobs];
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    onTestFinished(() => stdout.mockRestore());
    const failure = { code: 'SCAN_FAILED', message: 'the disk is full' };
    await expect(scan.run(['--json', '--library', service.library])).rejects.toMatchObject(failure);
    expect(stdout.mock.calls).toEqual([[`${JSON.stringify({ ...summaryOf(), jobs })}\n`]]);
    stdout.mockClear();
    states = [jobs];
    await expect(scan.run(['--library', service.library])).rejects.toMatchObject(failure);
    expect(stdout.mock.calls.flat().join('')).toBe('12 tracks in /music\n');
  });

  it('shows its progress on a terminal', async () => {
    process.stderr.isTTY = true;
    const running = { state: 'running', done: 3, rate: 12.4 } as const;
    states = [
      [jobOf('analysis'), jobOf('scan', running)],
      [jobOf('scan', { ...running, total: 9, timeLeft: 1.2 })],
      [jobOf('scan')],
    ];
    expect((await service.run(scan)).stderr.split('\r\u001b[K')).toEqual([
      '',
      'scan: 3 of ?, 12/s',
      'scan: 3 of 9, 12/s, 2 s left',
      '',
    ]);
  });

  it('fails where a folder of the library cannot be read, and names it', async () => {
    states = [[jobOf('scan', { message: '/music: there is no such folder' })]];
    await expect(service.run(scan)).rejects.toMatchObject({
      code: 'FOLDER_UNREADABLE',
      path: '/music',
      message: '/music: there is no such folder',
    });
  });

  it('is cancelled by Ctrl-C, and keeps what was read', async () => {
    service.answer('scan', 'wait', () => {
      if (!procedures().includes('scan.cancel')) process.emit('SIGINT');
      return { settled: procedures().includes('scan.cancel'), jobs: [jobOf('scan', { state: 'cancelled' })] };
    });
    const listeners = process.listenerCount('SIGINT');
    await expect(service.run(scan)).rejects.toMatchObject({
      code: 'CANCELLED',
      message: 'the scan was cancelled; what was read is kept',
    });
    expect(procedures().filter((procedure) => procedure === 'scan.cancel')).toHaveLength(1);
    expect(process.listenerCount('SIGINT')).toBe(listeners);
  });

  it('does not wait for the analysis after Ctrl-C', async () => {
    service.answer('scan', 'wait', () => {
      process.emit('SIGINT');
      const asked = service.calls.at(-1)![1] as { for: string };
      return { settled: asked.for === 'tags', jobs: [jobOf('scan'), jobOf('analysis', { state: 'running' })] };
    });
    await expect(service.run(scan, '--wait', 'analysis')).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('refuses to wait for anything else', async () => {
    await expect(service.run(scan, '--wait', 'covers')).rejects.toMatchObject({
      code: 'ERR_PARSE_ARGS',
      message: '--wait takes tags or analysis, not "covers"',
    });
  });
});
