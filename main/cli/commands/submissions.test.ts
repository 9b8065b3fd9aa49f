import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubmissionRow, SubmissionsState } from '../../../app/model/submissions.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as identify from './identify.ts';
import * as submissions from './submissions.ts';

const STATE: SubmissionsState = {
  counts: { waiting: 0, sent: 1, pending: 2, imported: 3, refused: 0 },
  isOn: true,
  isRunning: true,
  problem: null,
  nextTry: null,
};
const OFFLINE = { code: 'OFFLINE', message: 'api.acoustid.org cannot be reached: ENOTFOUND', said: null };

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
});
afterAll(() => service.stop());

const ROW: SubmissionRow = {
  track: 4,
  title: 'Ash',
  artist: 'Ember',
  state: 'imported',
  queuedAt: 1,
  changedAt: 2,
  acoustid: 'a-1',
  reason: null,
  said: null,
};

describe('descant submissions', () => {
  it('lists what was submitted with what became of it', async () => {
    service.answer('submissions', 'list', {
      total: 3,
      rows: [ROW, { ...ROW, track: 5, acoustid: null, state: 'refused', reason: 'why' }],
    });
    service.answer('submissions', 'state', STATE);
    const { code, stdout } = await service.run(submissions, '--limit', '2');
    expect([code, stdout.split('\n')]).toEqual([
      0,
      [
        '4  imported  Ember – Ash  a-1',
        '5  refused   Ember – Ash  why',
        '… and 1 more; --limit shows more',
        'At AcoustID: 1 sent, 2 pending, 3 imported',
        '',
      ],
    ]);
    expect(service.calls).toContainEqual(['submissions.list', { state: null, offset: 0, limit: 2 }]);
  });

  it('says how submissions are switched on, and lists one state', async () => {
    service.answer('submissions', 'list', { total: 0, rows: [] });
    service.answer('submissions', 'state', {
      ...STATE,
      isOn: false,
      counts: { ...STATE.counts, sent: 0, pending: 0, imported: 0 },
    });
    const { stdout } = await service.run(submissions, 'list', '--state', 'refused');
    expect(stdout).toBe(
      'Off: descant config identify.acoustid-user-key KEY and identify.acoustid-key KEY switch submissions on\nAt AcoustID: nothing submitted\n',
    );
    expect(service.calls).toContainEqual(['submissions.list', { state: 'refused', offset: 0, limit: 100 }]);
  });

  it('sends again, and says why nothing can be sent', async () => {
    service.answer('submissions', 'retry', 2);
    service.answer('submissions', 'wait', {
      ...STATE,
      isSettled: true,
      counts: { ...STATE.counts, waiting: 2 },
      problem: OFFLINE,
    });
    const { code, stdout } = await service.run(submissions, 'retry', '4', '5');
    expect(code).toBe(1);
    expect(stdout).toContain('2 submissions queued again\nAt AcoustID: 2 waiting, 1 sent, 2 pending, 3 imported\n');
    expect(stdout).toContain('Not sent now: api.acoustid.org cannot be reached: ENOTFOUND\n');
    expect(service.calls).toContainEqual(['submissions.retry', { tracks: [4, 5] }]);
  });

  it('forgets, and sends what waits', async () => {
    service.answer('submissions', 'drop', 1);
    service.answer('submissions', 'state', STATE);
    service.answer('submissions', 'send', () => undefined as never);
    service.answer('submissions', 'wait', { ...STATE, isSettled: true });
    expect((await service.run(submissions, 'drop')).stdout).toContain('1 submission forgotten\n');
    expect(service.calls).toContainEqual(['submissions.drop', { tracks: null }]);
    expect(JSON.parse((await service.run(submissions, 'send', '--json')).stdout)).toEqual(STATE);
  });

  it('refuses a state and a track that are none', async () => {
    await expect(service.run(submissions, '--state', 'lost')).rejects.toThrow('--state takes waiting, sent');
    await expect(service.run(submissions, 'retry', 'x')).rejects.toThrow('a track takes a whole number');
  });
});

describe('descant identify --submit', () => {
  it('submits the tracks of a query, and tells of those that are left out', async () => {
    service.answer('submissions', 'add', { queued: 1, known: 2, withoutSound: 3, withoutName: 4 });
    service.answer('submissions', 'wait', { ...STATE, isSettled: true });
    const { code, stdout } = await service.run(identify, 'artist:Ember', '--submit');
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      '1 track queued',
      '2 tracks submitted before, and unchanged since',
      '3 tracks without a fingerprint: descant scan --wait analysis',
      '4 tracks without a MusicBrainz recording id, and without title and artist',
      'At AcoustID: 1 sent, 2 pending, 3 imported',
      '',
    ]);
    expect(service.calls).toContainEqual(['submissions.add', { query: 'artist:Ember' }]);
  });

  it('goes with no other option, and needs a query', async () => {
    await expect(service.run(identify, '--submit')).rejects.toThrow('--submit needs a query');
    await expect(service.run(identify, 'x', '--submit', '--accept', 'all')).rejects.toThrow('--submit needs a query');
  });
});
