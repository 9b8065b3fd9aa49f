import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActionResult, ActionRun } from '../../../app/model/actions.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as act from './act.ts';

const RESULT: ActionResult = {
  matched: 9,
  tracks: 3,
  fields: { mood: 3 },
  changes: [{ id: 4, changes: [{ field: 'mood', before: null, after: ['Calm', 'Warm'] }] }],
  refusals: 2,
  refused: [{ id: 5, action: 'year', reason: 'no year' }],
  digest: 'd1',
  batch: 7,
  stale: [],
};
const LISTED = [
  '4  mood: (none) → Calm; Warm',
  '… and 2 more tracks with changes; --limit shows more',
  '5  not changed by year: no year',
  '… and 1 more refusal; --limit shows more',
];
const run = (more: Partial<ActionRun> = {}): ActionRun => ({
  run: 1,
  state: 'done',
  done: 9,
  total: 9,
  result: RESULT,
  error: null,
  ...more,
});
const GROUP = { name: 'Mine', steps: [{ action: 'set', parameters: { field: 'mood', value: ["it's"], empty: true } }] };

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('actions', 'preview', run({ state: 'planning' }));
  service.answer('actions', 'run', run({ state: 'planning' }));
  service.answer('actions', 'wait', run());
  service.answer('actions', 'save', [GROUP]);
  service.answer('actions', 'delete', []);
  service.answer('actions', 'list', {
    actions: [
      {
        name: 'set',
        summary: 'give a field a value',
        parameters: [
          { name: 'field', takes: 'field', choices: [], required: true, usual: null, help: 'what to set' },
          { name: 'to', takes: 'field', choices: [], required: false, usual: null, help: 'where' },
          { name: 'empty', takes: 'yes or no', choices: [], required: false, usual: 'no', help: 'only there' },
        ],
      },
    ],
    builtIn: [],
    saved: [GROUP],
  });
});
afterAll(() => service.stop());

describe('descant act NAME QUERY', () => {
  it('runs an action or a group with its parameters on the tracks of the query', async () => {
    const { code, stdout } = await service.run(act, 'set', 'artist:=a', 'value=Calm', '-x', 'value=Warm', 'field=mood');
    expect(service.calls).toEqual([
      [
        'actions.run',
        {
          name: 'set',
          parameters: { value: ['Calm', 'Warm'], field: 'mood' },
          selection: { query: 'artist:=a -x' },
          limit: 200,
          expected: null,
        },
      ],
      ['actions.wait', { run: 1, milliseconds: 500 }],
    ]);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([...LISTED, '3 of 9 tracks changed (batch 7; to undo: descant undo 7)', '']);
  });

  it('only shows what would change with --dry-run', async () => {
    service.answer('actions', 'wait', run({ result: { ...RESULT, batch: null } }));
    const { stdout } = await service.run(act, 'My group', '', '--dry-run', '--limit', '7');
    expect(service.calls[0]).toEqual([
      'actions.preview',
      { name: 'My group', parameters: {}, selection: { query: '' }, limit: 7 },
    ]);
    expect(stdout.split('\n')).toEqual([...LISTED, '3 of 9 tracks would change', '']);
    const json = await service.run(act, 'My group', '', '--dry-run', '--json');
    expect(JSON.parse(json.stdout)).toEqual({ ...RESULT, batch: null, dryRun: true });
    service.answer('actions', 'wait', run());
  });

  it('changes only what a preview has shown with --preview', async () => {
    await service.run(act, 'set', 'x', '--preview', 'd1');
    expect(service.calls[0]?.[1]).toMatchObject({ expected: 'd1' });
  });

  it('waits for the end, and names tracks that were left alone', async () => {
    let asked = 0;
    service.answer('actions', 'wait', () =>
      (asked += 1) < 3 ? run({ state: 'planning', result: null }) : run({ result: { ...RESULT, stale: [8] } }),
    );
    const { stdout } = await service.run(act, 'set', 'x');
    expect(asked).toBe(3);
    expect(stdout.split('\n').slice(-3)).toEqual([
      'Left as they are, because something else has changed them meanwhile: 8',
      '2 of 9 tracks changed (batch 7; to undo: descant undo 7)',
      '',
    ]);
    service.answer('actions', 'wait', run());
  });

  it.each([
    [
      run({ state: 'failed', result: null, error: { code: 'BAD_QUERY', message: 'odd query' } }),
      'BAD_QUERY',
      'odd query',
    ],
    [run({ state: 'cancelled', result: null }), 'CANCELLED', 'cancelled: no track was changed'],
    [run({ result: { ...RESULT, matched: 0 } }), 'NO_MATCH', 'no track matches x'],
  ])('fails as the run does', async (state, code, message) => {
    service.answer('actions', 'wait', state);
    await expect(service.run(act, 'set', 'x')).rejects.toMatchObject({ code, message });
    service.answer('actions', 'wait', run());
  });

  it('needs a query', async () => {
    await expect(service.run(act, 'set', 'field=mood')).rejects.toMatchObject({
      code: 'ERR_PARSE_ARGS',
      message: 'name the tracks: a query such as id:12 or album:"Northern Mountains", or "" for all',
    });
  });
});

describe('descant act', () => {
  it('lists actions with their parameters, and groups as they are typed', async () => {
    expect((await service.run(act)).stdout.split('\n')).toEqual([
      'Actions, with their parameters:',
      '',
      '  set: give a field a value',
      '    field  what to set (field, needed)',
      '    to     where (field)',
      '    empty  only there (yes or no, usually no)',
      '',
      'Groups, which run several actions as one batch:',
      '',
      'Your own groups:',
      String.raw`  Mine: set field=mood value='it'\''s' empty=yes`,
      '',
      'descant act NAME QUERY param=value… runs one; --dry-run shows what it would change.',
      '',
    ]);
  });

  it('saves a group of several actions', async () => {
    await service.run(act, 'save', 'Mine', 'set', 'field=mood', 'value=a', 'then', 'clear', 'fields=x');
    expect(service.calls).toEqual([
      [
        'actions.save',
        {
          groups: [
            {
              name: 'Mine',
              steps: [
                { action: 'set', parameters: { field: 'mood', value: 'a' } },
                { action: 'clear', parameters: { fields: 'x' } },
              ],
            },
          ],
        },
      ],
    ]);
  });

  it('deletes a group', async () => {
    expect((await service.run(act, 'delete', 'My', 'group')).stdout).toBe('no groups of your own\n');
    expect(service.calls).toEqual([['actions.delete', { name: 'My group' }]]);
  });

  it('exports groups in the form that import takes', async () => {
    const path = join(service.library, 'groups.json');
    writeFileSync(path, (await service.run(act, 'export')).stdout);
    await service.run(act, 'import', path);
    expect(service.calls).toEqual([['actions.save', { groups: [GROUP] }]]);
  });

  it.each(['{"name":"x"}', 'no JSON', '[{"name":"x"}]'])('refuses to import %s', async (text) => {
    const path = join(service.library, 'odd.json');
    writeFileSync(path, text);
    await expect(service.run(act, 'import', path)).rejects.toMatchObject({ code: 'BAD_FILE', path });
  });

  it.each([
    [['save'], /^name the group and its actions/],
    [['save', 'Mine'], /^name the group and its actions/],
    [['save', 'Mine', 'set', 'then'], /^name an action, also behind "then"/],
    [['save', 'Mine', 'set', 'clear'], /^set takes parameters such as field=title, not "clear"/],
    [['delete'], /^name the group to delete/],
    [['export', 'x'], /^export writes all your groups to standard output/],
    [['import'], /^name one file/],
  ])('refuses %j', async (words, message) => {
    await expect(service.run(act, ...words)).rejects.toThrow(message);
  });
});
