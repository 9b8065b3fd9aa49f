import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TaskProgress } from '../../../app/model/jobs.ts';
import type { IndexState } from '../../../app/model/index-state.ts';
import type { MountState } from '../../../app/model/mount.ts';
import { FakeService } from '../testing/fake-service.ts';
import { jobOf, summaryOf } from '../testing/rows.ts';
import * as status from './status.ts';

const MOUNTED: MountState = {
  state: 'mounted',
  directory: '/home/me/Descant',
  template: null,
  backend: 'descant',
  message: null,
};

const LOCAL: IndexState = {
  url: null,
  state: 'ready',
  message: null,
  nextTry: null,
  fingerprints: 5,
  waiting: 0,
  lost: 0,
  limits: [],
};

const DUMPS: TaskProgress = {
  task: 'dumps',
  state: 'running',
  done: 5e6,
  total: 2e9,
  failed: 0,
  what: 'release.tar.xz',
  message: null,
  code: null,
  canRepeat: false,
  canPause: true,
};

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('library', 'watched', []);
  service.answer('library', 'index', LOCAL);
  service.answer('jobs', 'tasks', []);
  service.answer('jobs', 'surveys', []);
});
afterAll(() => service.stop());

describe('descant status', () => {
  it('tells what the library holds, and what the service does', async () => {
    service.answer('mount', 'state', MOUNTED);
    service.answer('jobs', 'list', [jobOf('scan'), jobOf('analysis', { state: 'running', done: 3, total: 12 })]);
    service.answer('library', 'summary', summaryOf({ tooShort: 3, analysisFailed: 2, errors: 1 }));
    service.answer('jobs', 'tasks', [
      DUMPS,
      { ...DUMPS, task: 'backup', state: 'failed' },
      { ...DUMPS, task: 'copies', state: 'paused', done: 3, total: 9 },
    ]);
    service.answer('jobs', 'surveys', [{ survey: 'health', done: 3, total: 12 }]);
    const { code, stdout } = await service.run(status);
    service.answer('jobs', 'surveys', []);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'Library     /library',
      `Service     ${service.url}`,
      'Mount       /home/me/Descant',
      'Folders     /music',
      'Tracks      12 in 3 albums by 2 artists, 1:02:05, 1.2 MB',
      'Edited      1 track',
      'Analysed    10 files, 3 of them too short to be compared, 2 failed',
      "Index       in the library's folder, 5 fingerprints",
      'Unreadable  1 file',
      'Missing     0 files',
      'analysis    running, 3 of 12',
      'dumps       running, 5.0 MB of 2.0 GB',
      'copies      paused, 3 of 9',
      'health      running, 3 of 12',
      '',
    ]);
  });

  it('counts one album of one artist', async () => {
    service.answer('mount', 'state', MOUNTED);
    service.answer('jobs', 'list', []);
    service.answer('jobs', 'tasks', []);
    service.answer('library', 'watched', []);
    service.answer('library', 'summary', summaryOf({ albums: 1, artists: 1 }));
    expect((await service.run(status)).stdout).toContain('12 in 1 album by 1 artist,');
  });

  it('tells of an empty library what to do', async () => {
    service.answer('mount', 'state', { ...MOUNTED, state: 'failed' });
    service.answer('jobs', 'list', [jobOf('scan', { state: 'running', done: 3 })]);
    service.answer('library', 'summary', summaryOf({ folders: [] }));
    const { stdout } = await service.run(status);
    expect(stdout).toContain('Mount       failed\n');
    service.answer('mount', 'state', { ...MOUNTED, state: 'failed', message: 'libfuse is missing' });
    expect((await service.run(status)).stdout).toContain('Mount       failed: libfuse is missing\n');
    expect(stdout).toContain('Folders     none yet: descant scan FOLDER\n');
    expect(stdout).toContain('Analysed    10 files\n');
    expect(stdout).toContain('scan        running, 3 of ?\n');
  });

  it('tells of folders that are not watched', async () => {
    service.answer('mount', 'state', MOUNTED);
    service.answer('jobs', 'list', []);
    service.answer('library', 'summary', summaryOf({}));
    service.answer('library', 'watched', [
      { path: '/a', state: 'watched', reason: null },
      { path: '/b', state: 'offline', reason: null },
      { path: '/c', state: 'off', reason: null },
      { path: '/d', state: 'polled', reason: 'it is a network folder' },
    ]);
    const { stdout } = await service.run(status);
    service.answer('library', 'watched', []);
    expect(stdout).not.toContain('/a:');
    expect(stdout).toContain('/b: not there now; it is scanned when it is back\n');
    expect(stdout).toContain('/c: not watched: descant config scan.watch true\n');
    expect(stdout).toContain('/d: scanned from time to time: it is a network folder\n');
  });

  it('tells where the index is, and what is wrong with it', async () => {
    service.answer('mount', 'state', MOUNTED);
    service.answer('jobs', 'list', []);
    service.answer('library', 'summary', summaryOf({}));
    const url = 'http://127.0.0.1:6081/main';
    const shown = async (index: Partial<IndexState>): Promise<string> => {
      service.answer('library', 'index', { ...LOCAL, url, ...index });
      const { stdout } = await service.run(status);
      return /^Index[^]*(?=^Unreadable)/m.exec(stdout)![0];
    };
    expect(await shown({})).toBe(`Index       ${url}, 5 fingerprints\n`);
    expect(await shown({ url: null })).toBe("Index       in the library's folder, 5 fingerprints\n");
    expect(await shown({ waiting: 3, state: 'filling' })).toBe(
      `Index       ${url}, which is being filled; 3 fingerprints still to be sent\n`,
    );
    expect(await shown({ state: 'away', message: 'no answer.', waiting: 1 })).toBe(
      'Index       away: no answer.; 1 fingerprint still to be sent; files are analysed all the same\n',
    );
    expect(await shown({ state: 'foreign', message: 'it is of another library' })).toBe(
      'Index       not used: it is of another library\n',
    );
    expect(await shown({ lost: 2, limits: ['it keeps no metadata'] })).toBe(
      `Index       ${url}, 5 fingerprints\n            the server had lost 2 fingerprints; they were sent again\n            it keeps no metadata\n`,
    );
    service.answer('library', 'index', LOCAL);
  });

  it('tells all as JSON', async () => {
    const folders = [1, 2].map((id) => ({ id, path: `/music/${id}` }));
    service.answer('mount', 'state', MOUNTED);
    service.answer('jobs', 'list', [jobOf('scan')]);
    service.answer('library', 'summary', summaryOf({ folders }));
    expect(JSON.parse((await service.run(status, '--json')).stdout)).toEqual({
      ...summaryOf({ folders }),
      service: service.url,
      jobs: [jobOf('scan')],
      tasks: [],
      surveys: [],
      mount: MOUNTED,
      watched: [],
      index: LOCAL,
    });
    expect((await service.run(status)).stdout).toContain('Folders     /music/1, /music/2\n');
  });
});
