import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LibraryEvent } from '../../../app/model/events.ts';
import { FakeService } from '../testing/fake-service.ts';
import { jobOf } from '../testing/rows.ts';
import * as events from './events.ts';

const EVENTS: readonly LibraryEvent[] = [
  { type: 'progress', progress: jobOf('scan', { state: 'running', done: 3, failed: 1 }) },
  { type: 'tracks', ids: [4, 7] },
  { type: 'tracks', ids: null },
  { type: 'settings' },
  { type: 'player', page: 'x', command: { do: 'seek', position: 90 } },
  {
    type: 'refused-save',
    save: { id: 1, at: 0, trackId: 2, path: 'a\nb.flac', author: 'kid3', reason: 'audio differs', kept: null },
  },
];
const sent = EVENTS.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
});
afterAll(() => service.stop());
beforeEach(() => service.announce());

describe('descant events', () => {
  it('prints each event as a JSON object on a line of its own, until Ctrl-C', async () => {
    service.answerEvents((stream) => {
      stream.write('event: connected\ndata: {}\n\nevent: ping\ndata: \n\n');
      // Pieces of the network end anywhere.
      stream.write(sent.slice(0, 50));
      stream.write(sent.slice(50));
      // The command prints in this process.
      const { calls } = vi.mocked(process.stdout.write).mock;
      void vi.waitUntil(() => calls.length === EVENTS.length).then(() => process.emit('SIGINT'));
    });
    expect(await service.run(events, '--json')).toEqual({
      code: 0,
      stdout: EVENTS.map((event) => `${JSON.stringify(event)}\n`).join(''),
      stderr: '',
    });
  });

  it('says in words what happens, and ends when the service does', async () => {
    service.answerEvents((stream) => {
      service.hide();
      stream.end(sent);
    });
    const { code, stdout } = await service.run(events);
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toEqual(
      [
        'scan running: 3 of ?, 1 failed',
        '2 tracks changed: 4, 7',
        'many tracks changed',
        'settings changed',
        'player is asked: seek 1:30',
        'kid3 saved a␊b.flac, which was refused: audio differs',
      ].map((words) => expect.stringMatching(new RegExp(`^\\d\\d:\\d\\d:\\d\\d  ${words.replace('?', '\\?')}$`))),
    );
  });

  it('ends when the connection breaks because the service is gone', async () => {
    service.answerEvents((stream) => {
      service.hide();
      stream.write(sent, () => stream.destroy());
    });
    expect(await service.run(events)).toMatchObject({ code: 0, stderr: '' });
  });

  it('fails where the service goes on without it', async () => {
    service.answerEvents((stream) => stream.end());
    await expect(service.run(events)).rejects.toMatchObject({ code: 'EVENTS_ENDED' });
    service.answerEvents((stream) =>
      stream.end('event: serialized-error\ndata: {"message":"not read fast enough"}\n\n'),
    );
    await expect(service.run(events)).rejects.toThrow('not read fast enough');
  });

  it('fails without a service, and takes no words', async () => {
    service.hide();
    await expect(service.run(events)).rejects.toMatchObject({ code: 'NOT_RUNNING', path: service.library });
    await expect(service.run(events, 'x')).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS' });
  });
});
