import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RefusedSaveEntry } from '../../../app/model/mount.ts';
import { formatTime } from '../output.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as refusedSaves from './refused-saves.ts';

const AT = 1_700_000_000_000;
const SAVES: RefusedSaveEntry[] = [
  { id: 3, at: AT, trackId: 1, path: 'A/a.flac', author: 'kid3', reason: 'its audio has changed', kept: '/l/kept/3' },
  { id: 2, at: AT, trackId: null, path: 'B/b.mp3', author: 'mv', reason: 'the name is taken', kept: null },
];

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('mount', 'refusedSaves', SAVES);
  service.answer('mount', 'dismissRefusedSave', () => undefined as never);
});
afterAll(() => service.stop());

describe('descant refused-saves', () => {
  it('lists who could not save what, why, and where the bytes are kept', async () => {
    const time = formatTime(AT);
    expect((await service.run(refusedSaves)).stdout).toBe(
      `3  ${time}  kid3  A/a.flac: its audio has changed (kept in /l/kept/3)\n2  ${time}  mv    B/b.mp3: the name is taken\n`,
    );
    expect(JSON.parse((await service.run(refusedSaves, 'list', '--json')).stdout)).toEqual({ saves: SAVES });
  });

  it('dismisses those that are named, or all', async () => {
    expect((await service.run(refusedSaves, 'dismiss', '2')).stdout).toBe('1 refused save dismissed\n');
    expect(service.calls.at(-1)).toEqual(['mount.dismissRefusedSave', { id: 2 }]);
    const { stdout } = await service.run(refusedSaves, 'dismiss', '--all', '--json');
    expect(JSON.parse(stdout)).toEqual({ dismissed: [3, 2] });
    expect(service.calls.filter(([route]) => route === 'mount.dismissRefusedSave')).toHaveLength(2);
  });

  it('says where there is none', async () => {
    service.answer('mount', 'refusedSaves', []);
    expect((await service.run(refusedSaves)).stdout).toBe('no save was refused\n');
  });

  it.each([[['forget', '3']], [['list', '3']], [['list', '--all']], [['dismiss']], [['dismiss', 'x']]])(
    'refuses %j',
    async (words) => {
      await expect(service.run(refusedSaves, ...words)).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS' });
    },
  );
});
