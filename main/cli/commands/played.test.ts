import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeService } from '../testing/fake-service.ts';
import * as played from './played.ts';

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('tracks', 'facts', ({ ids }) =>
    Object.fromEntries(ids.filter((id) => id < 10).map((id) => [id, {} as never])),
  );
  service.answer('tracks', 'played', null as never);
});
afterAll(() => service.stop());

describe('descant played', () => {
  it('counts a play of each track, in their order', async () => {
    const { code, stdout } = await service.run(played, '4', '5', '4');
    expect(code).toBe(0);
    expect(stdout).toBe('3 plays counted\n');
    expect(service.calls).toEqual([
      ['tracks.facts', { ids: [4, 5] }],
      ['tracks.played', { id: 4, kind: 'play' }],
      ['tracks.played', { id: 5, kind: 'play' }],
      ['tracks.played', { id: 4, kind: 'play' }],
    ]);
  });

  it('counts a skip, when it was', async () => {
    const { stdout } = await service.run(played, '4', '--skipped', '--at', '2024-05-17T12:30', '--json');
    const at = new Date(2024, 4, 17, 12, 30);
    expect(JSON.parse(stdout)).toEqual({ ids: [4], kind: 'skip', at: at.toISOString() });
    expect(service.calls[1]).toEqual(['tracks.played', { id: 4, kind: 'skip', at: at.getTime() }]);
  });

  it('counts nothing where one of the tracks is not there', async () => {
    await expect(service.run(played, '4', '11')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'there is no track 11; nothing was counted',
    });
    expect(service.calls).toHaveLength(1);
  });

  it.each(['tomorrow', '+1d', '9999', '1960'])('refuses --at %s', async (at) => {
    await expect(service.run(played, '4', '--at', at)).rejects.toMatchObject({
      code: 'ERR_PARSE_ARGS',
      message: expect.stringContaining(`--at takes a moment of the past`),
    });
  });

  it.each([[[]], [['album:Siege']], [['0']]])('asks for ids instead of %j', async (words) => {
    await expect(service.run(played, ...words)).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS' });
  });
});
