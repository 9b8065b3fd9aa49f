import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceTest } from '../../../app/model/service-tests.ts';
import { FakeService, ServiceError } from '../testing/fake-service.ts';
import * as config from './config.ts';

const SETTINGS = { 'mount.template': '$title', 'mount.views': [{ name: 'A' }], 'mount.directory': null, other: true };

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('settings', 'get', () => SETTINGS as never);
  service.answer('settings', 'set', () => undefined as never);
});
afterAll(() => service.stop());

describe('descant config', () => {
  it('lists all settings as text, or as JSON', async () => {
    expect((await service.run(config)).stdout).toBe(
      [
        'mount.template   $title',
        'mount.views      [{"name":"A"}]',
        'mount.directory  (not set)',
        'other            true',
        '',
      ].join('\n'),
    );
    expect(JSON.parse((await service.run(config, '--json')).stdout)).toEqual(SETTINGS);
    expect(service.calls).toEqual([['settings.get', undefined]]);
  });

  it('shows one setting', async () => {
    expect(await service.run(config, 'mount.template')).toEqual({
      code: 0,
      stdout: 'mount.template  $title\n',
      stderr: '',
    });
    expect(JSON.parse((await service.run(config, 'other', '--json')).stdout)).toEqual({ other: true });
    expect(service.calls).toEqual([['settings.get', undefined]]);
  });

  it('changes a setting to all words behind its name, and shows it', async () => {
    expect((await service.run(config, 'mount.template', '$artist', '-', '$title')).stdout).toContain('mount.template');
    expect(service.calls).toEqual([
      ['settings.set', { name: 'mount.template', value: '$artist - $title' }],
      ['settings.get', undefined],
    ]);
  });

  it('takes a setting back to its default', async () => {
    await service.run(config, 'mount.template', '--unset');
    expect(service.calls[0]).toEqual(['settings.set', { name: 'mount.template' }]);
  });

  it('fails for a setting that is not there, or none to unset', async () => {
    await expect(service.run(config, 'constructor')).rejects.toMatchObject({
      code: 'BAD_SETTING',
      message: 'there is no setting "constructor"; descant config lists them',
    });
    await expect(service.run(config, 'mount.temlate')).rejects.toMatchObject({
      message: 'there is no setting "mount.temlate"; did you mean mount.template? descant config lists them',
    });
    await expect(service.run(config, '--unset')).rejects.toMatchObject({
      code: 'ERR_PARSE_ARGS',
      message: 'name the setting to unset',
    });
    service.answer('settings', 'set', () => {
      throw new ServiceError('BAD_SETTING', 'there is no such setting');
    });
    await expect(service.run(config, 'x', 'y')).rejects.toThrow('there is no such setting');
  });

  it('asks the services that are in use, and fails where one does not do what it should', async () => {
    service.answer('settings', 'get', {
      'identify.musicbrainz': true,
      'identify.acoustid': false,
      'identify.acoustid-user-key': 'k',
      'identify.cover-art': false,
      'index.url': 'http://x',
    } as never);
    service.answer('settings', 'test', ({ service: asked }): ServiceTest => ({
      service: asked,
      result: asked === 'index' ? 'timed-out' : 'reached',
      message: 'as said',
      milliseconds: 7,
    }));
    const { code, stdout } = await service.run(config, '--test');
    expect([code, stdout.split('\n')]).toEqual([
      1,
      [
        'musicbrainz  reached    7 ms  as said',
        'acoustid     reached    7 ms  as said',
        'index        timed-out  7 ms  as said',
        '',
      ],
    ]);
    const one = await service.run(config, '--test', 'cover-art', '--json');
    expect([one.code, JSON.parse(one.stdout)]).toMatchObject([0, { tests: [{ service: 'cover-art' }] }]);
    await expect(service.run(config, '--test', 'x')).rejects.toThrow(
      '--test takes musicbrainz, acoustid, cover-art, index',
    );
    await expect(service.run(config, '--test', '--unset')).rejects.toThrow('--test goes without --unset');
  });
});
