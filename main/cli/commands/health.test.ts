import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActionResult, ActionRun } from '../../../app/model/actions.ts';
import type { HealthCheckReport, HealthItem } from '../../../app/model/health.ts';
import { measuredQuality } from '../../../app/analysis/testing-quality.ts';
import { formatTime } from '../output.ts';
import { FakeService, ServiceError } from '../testing/fake-service.ts';
import * as health from './health.ts';

const AT = 1_700_000_000_000;
const SEVERITIES = { missing: 'error', untagged: 'warning', 'no-year': 'notice' } as const;

let service: FakeService;
/** What each check finds. */
let items: Partial<Record<string, HealthItem[]>>;
/** How often the report is not up to date before it is. */
let waits: number;

function reportOf(check: keyof typeof SEVERITIES): HealthCheckReport {
  const count = items[check]?.length ?? 0;
  const fix = check === 'missing' ? null : { summary: 'mends it', guess: 'a guess', takesValue: true };
  const words = { title: `Title of ${check}`, found: count === 1 ? 'thing' : 'things', advice: `see "${check}"` };
  return { check, group: 'files', severity: SEVERITIES[check], count, ...words, fix };
}

const RESULT: ActionResult = {
  matched: 9,
  tracks: 1,
  fields: { artist: 1 },
  changes: [{ id: 4, changes: [{ field: 'artist', before: ['ac/dc'], after: ['AC/DC'] }] }],
  refusals: 0,
  refused: [],
  digest: 'd1',
  batch: null,
  stale: [],
};
const run = (more: Partial<ActionRun> = {}): ActionRun => ({
  run: 1,
  state: 'done',
  done: 9,
  total: 9,
  result: RESULT,
  error: null,
  ...more,
});

beforeAll(async () => {
  service = await FakeService.start();
  service.answer('health', 'report', () => {
    const checks = (['missing', 'untagged', 'no-year'] as const).map(reportOf);
    const healthy = checks.every(({ count, severity }) => count === 0 || severity === 'notice');
    waits -= 1;
    return {
      report: waits < 0 ? { healthy, checks } : null,
      isCurrent: waits < 0,
      isCancelled: false,
      done: 1,
      total: 2,
    };
  });
  service.answer('health', 'items', ({ check, after = 0, limit = 0 }) => {
    if (!(check in SEVERITIES)) throw new ServiceError('UNKNOWN_CHECK', `there is no check "${check}"`);
    const found = items[check] ?? [];
    return { items: found.slice(after, after + limit), next: after + limit < found.length ? after + limit : null };
  });
  service.answer('health', 'previewFix', run({ state: 'planning' }));
});
afterAll(() => service.stop());
beforeEach(() => {
  items = {};
  waits = 0;
  service.answer('health', 'fix', run({ state: 'planning' }));
  service.answer('actions', 'wait', run());
});

const item = (trackId: number | null, more: Partial<HealthItem> = {}): HealthItem => ({
  trackId,
  tracks: 1,
  albumId: null,
  about: '',
  path: `/music/${trackId}`,
  message: 'it is gone',
  since: null,
  query: `id:${trackId}`,
  ...more,
});
const manyItems = (count: number): HealthItem[] => Array.from({ length: count }, (_, index) => item(index + 1));

describe('descant health', () => {
  it('says that nothing needs attention', async () => {
    expect(await service.run(health)).toEqual({ code: 0, stdout: 'Nothing needs attention.\n', stderr: '' });
    expect(service.calls).toEqual([['health.report', { milliseconds: 500 }]]);
  });

  it('waits until the numbers are up to date', async () => {
    waits = 2;
    expect((await service.run(health)).code).toBe(0);
    expect(service.calls).toHaveLength(3);
  });

  it('tells how much each check has found, the most severe first', async () => {
    items = { 'no-year': manyItems(12), missing: manyItems(2), untagged: manyItems(1) };
    const { code, stdout } = await service.run(health);
    expect(code).toBe(1);
    expect(stdout.split('\n')).toEqual([
      'Errors',
      '  missing    2 things',
      '',
      'Warnings',
      '  untagged   1 thing',
      '',
      'Notices',
      '  no-year   12 things',
      '',
      'descant health NAME lists what a check has found, and says what to do about it.',
      '',
    ]);
    expect(JSON.parse((await service.run(health, '--json')).stdout)).toEqual({
      healthy: false,
      checks: [reportOf('missing'), reportOf('untagged'), reportOf('no-year')],
    });
  });

  it('ends with 0 where there are only notices', async () => {
    items = { 'no-year': manyItems(1) };
    const { code, stdout } = await service.run(health);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Nothing needs attention\.\n\nNotices\n/);
  });
});

describe('descant health NAME', () => {
  it('lists the findings, and what to do', async () => {
    const ofAlbum = item(3, { albumId: 8, about: 'Ash: Tide', message: '2 years' });
    items = { untagged: [item(4, { since: AT }), ofAlbum, item(5, { about: 'AC/DC', message: '2 spellings' })] };
    const { code, stdout } = await service.run(health, 'Untagged');
    expect(code).toBe(1);
    expect(stdout.split('\n')).toEqual([
      '3 things',
      'What to do: see "untagged".',
      'descant health fix untagged mends it, which is a guess.',
      `  4  /music/4: it is gone (since ${formatTime(AT)})`,
      '  albumid:8  Ash: Tide: 2 years',
      '  AC/DC: 2 spellings',
      '',
    ]);
    expect(await service.run(health, 'missing')).toMatchObject({ code: 0, stdout: 'Title of missing: none.\n' });
  });

  it('shows the first twenty, or as many as asked for, and how many more there are', async () => {
    items = { untagged: manyItems(20) };
    expect((await service.run(health, 'untagged')).stdout).not.toContain('more');
    items = { untagged: manyItems(523) };
    const lines = async (...words: string[]) => (await service.run(health, 'untagged', ...words)).stdout.split('\n');
    expect((await lines()).at(-2)).toBe('  … and 503 more: --limit shows more, --json all');
    expect((await lines('--limit', '510')).at(-2)).toBe('  … and 13 more: --limit shows more, --json all');
  });

  it('lists all of them as JSON, page by page, or so many', async () => {
    items = { missing: manyItems(501) };
    const { code, stdout } = await service.run(health, 'missing', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ ...reportOf('missing'), items: items['missing'] });
    const limited = JSON.parse((await service.run(health, 'missing', '--json', '--limit', '30')).stdout);
    expect(limited.items).toHaveLength(30);
  });

  it('refuses an unknown check, two checks, and options of fixes', async () => {
    await expect(service.run(health, 'mising')).rejects.toThrow('there is no check "mising"');
    await expect(service.run(health, 'missing', 'untagged')).rejects.toThrow('name one check');
    await expect(service.run(health, 'missing', '--dry-run')).rejects.toThrow('belong to descant health fix');
  });
});

describe('descant health fix', () => {
  it('mends as one batch, and tells how to undo it', async () => {
    service.answer('actions', 'wait', run({ result: { ...RESULT, batch: 7 } }));
    const { code, stdout } = await service.run(health, 'fix', 'untagged', 'artist:ac', 'dc');
    expect(code).toBe(0);
    expect(stdout).toBe('4  artist: ac/dc → AC/DC\n1 of 9 tracks changed (batch 7; to undo: descant undo 7)\n');
    expect(service.calls[0]).toEqual([
      'health.fix',
      { check: 'untagged', query: 'artist:ac dc', to: null, limit: 20, expected: null },
    ]);
  });

  it('shows the changes alone with --dry-run, and applies those of a preview', async () => {
    const shown = await service.run(health, 'fix', 'untagged', '--dry-run', '--to', 'AC/DC');
    expect(shown.stdout).toBe('4  artist: ac/dc → AC/DC\n1 of 9 tracks would change\n');
    expect(service.calls[0]![0]).toBe('health.previewFix');
    expect(service.calls[0]![1]).toMatchObject({ to: 'AC/DC' });
    await service.run(health, 'fix', 'untagged', '--preview', 'd1');
    expect(service.calls[0]).toEqual(['health.fix', expect.objectContaining({ expected: 'd1' })]);
  });

  it('shows a guess instead of applying it, and how to apply it', async () => {
    service.answer('health', 'fix', () => {
      throw new ServiceError('GUESSES', 'the fix of "untagged" guesses: a guess');
    });
    const { code, stdout } = await service.run(health, 'fix', 'untagged', 'artist:ac');
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      '4  artist: ac/dc → AC/DC',
      '1 of 9 tracks would change',
      'Nothing was changed: the fix of "untagged" guesses: a guess.',
      "To apply what is shown: descant health fix untagged 'artist:ac' --preview d1",
      '',
    ]);
    expect(JSON.parse((await service.run(health, 'fix', 'untagged', '--json')).stdout)).toMatchObject({
      dryRun: true,
      guess: 'the fix of "untagged" guesses: a guess',
      digest: 'd1',
    });
  });

  it('says that there is nothing to mend, and wants a name', async () => {
    service.answer('actions', 'wait', run({ result: { ...RESULT, matched: 0, tracks: 0, changes: [] } }));
    expect((await service.run(health, 'fix', 'untagged')).stdout).toBe('nothing to mend\n');
    await expect(service.run(health, 'fix')).rejects.toThrow('name the check');
  });
});

describe('descant health --spectrum', () => {
  const get = (more: object): void => {
    service.answer('tracks', 'get', () => ({ artist: 'Ember', title: 'Ash', path: '/m/a.flac', ...more }) as never);
  };

  it('draws the mean spectrum of a track, and says what was found about its sound', async () => {
    const findings = [{ finding: 'lossy', confidence: 0.98, words: 'it was MP3' }] as const;
    get({ quality: { ...measuredQuality({ cutOff: 16_000 }), findings }, analysis: 'done' });
    const { code, stdout } = await service.run(health, '--spectrum', '4');
    expect([code, stdout.split('\n').slice(0, 2)]).toEqual([0, ['4  Ember – Ash', '/m/a.flac']]);
    expect(stdout).toContain('^ the sound ends at 16.0 kHz');
    expect(stdout).toContain('lossy: it was MP3.');
    const json = JSON.parse((await service.run(health, '--spectrum', '4', '--json')).stdout) as object;
    expect(json).toMatchObject({ id: 4, path: '/m/a.flac', sound: { quality: { cutOff: 16_000 }, findings } });
  });

  it.each([
    ['pending', 'the track is still to be analysed'],
    ['done', 'its sound could not be measured'],
  ])('says why nothing is known of a track whose analysis is %s', async (analysis, reason) => {
    get({ quality: null, analysis });
    expect(await service.run(health, '--spectrum', '4')).toEqual({
      code: 1,
      stdout: `/m/a.flac: ${reason}\n`,
      stderr: '',
    });
  });

  it('takes the number of a track', async () => {
    await expect(service.run(health, '--spectrum', 'Ash')).rejects.toThrow('--spectrum takes a whole number');
  });
});
