import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HealthCheckReport, HealthItem } from '../../../app/model/health.ts';
import { formatTime } from '../output.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as health from './health.ts';

const AT = 1_700_000_000_000;

const CHECKS = ['missing', 'refused', 'untagged'];

function reportOf(check: string): HealthCheckReport {
  const count = items[check]?.length ?? 0;
  const found = `${check} ${count === 1 ? 'thing' : 'things'}`;
  return {
    check,
    group: 'files',
    severity: 'error',
    title: `Title of ${check}`,
    count,
    found,
    advice: `see "${check}"`,
  };
}

let service: FakeService;
/** What each check finds. */
let items: Partial<Record<string, HealthItem[]>>;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('health', 'report', () => {
    const checks = CHECKS.map(reportOf);
    return { healthy: checks.every(({ count }) => count === 0), checks };
  });
  service.answer('health', 'items', ({ check, after = 0, limit = 0 }) => {
    const found = items[check] ?? [];
    return { items: found.slice(after, after + limit), next: after + limit < found.length ? after + limit : null };
  });
});
afterAll(() => service.stop());
beforeEach(() => {
  items = {};
});

const item = (trackId: number | null, since: number | null = null): HealthItem => ({
  trackId,
  path: `/music/${trackId}`,
  message: 'it is gone',
  since,
});
const manyItems = (count: number): HealthItem[] => Array.from({ length: count }, (_, index) => item(index + 1));

describe('descant health', () => {
  it('says that nothing needs attention', async () => {
    expect(await service.run(health)).toEqual({ code: 0, stdout: 'Nothing needs attention.\n', stderr: '' });
    expect(service.calls).toEqual([['health.report', undefined]]);
  });

  it('tells what each check found, and what to do', async () => {
    items = { missing: [item(4, AT), item(5)], refused: [item(null)] };
    const { code, stdout } = await service.run(health);
    expect(code).toBe(1);
    expect(stdout.split('\n')).toEqual([
      '2 missing things',
      '  What to do: see "missing".',
      `    4  /music/4: it is gone (since ${formatTime(AT)})`,
      '    5  /music/5: it is gone',
      '',
      '1 refused thing',
      '  What to do: see "refused".',
      '    /music/null: it is gone',
      '',
      '',
    ]);
    expect(service.calls.slice(1)).toEqual([
      ['health.items', { check: 'missing', limit: 20 }],
      ['health.items', { check: 'refused', limit: 20 }],
    ]);
  });

  it('shows the first twenty, and how many more there are', async () => {
    items = { untagged: manyItems(20) };
    expect((await service.run(health)).stdout).not.toContain('more');
    items = { untagged: manyItems(23) };
    const lines = (await service.run(health)).stdout.split('\n');
    expect(lines.at(-3)).toBe('    … and 3 more: descant health --json lists them all');
    expect(lines).toHaveLength(2 + 20 + 3);
  });

  it('lists all of them as JSON, page by page', async () => {
    items = { missing: manyItems(501), untagged: manyItems(1) };
    const { code, stdout } = await service.run(health, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      healthy: false,
      checks: CHECKS.map((check) => ({ ...reportOf(check), items: items[check] ?? [] })),
    });
    expect(service.calls.slice(1)).toEqual([
      ['health.items', { check: 'missing', after: 0, limit: 500 }],
      ['health.items', { check: 'missing', after: 500, limit: 500 }],
      ['health.items', { check: 'untagged', after: 0, limit: 500 }],
    ]);
    items = {};
    const healthy = await service.run(health, '--json');
    expect(healthy.code).toBe(0);
    expect(JSON.parse(healthy.stdout)).toMatchObject({ healthy: true });
  });

  it('lists nothing of a check whose findings went away meanwhile', async () => {
    items = { missing: manyItems(1) };
    const report = reportOf('missing');
    service.answer('health', 'items', { items: [], next: null });
    expect(JSON.parse((await service.run(health, '--json')).stdout)).toMatchObject({
      checks: expect.arrayContaining([{ ...report, items: [] }]),
    });
  });
});
