import { describe, expect, it } from 'vitest';
import type { ActionGroup } from '../model/actions.ts';
import { ACTIONS } from './action-table.ts';
import { BUILT_IN_GROUPS } from './built-in-groups.ts';
import { groupKey, prepareSteps, stepsOf } from './steps.ts';

const SAVED: readonly ActionGroup[] = [
  {
    name: 'My clean-up',
    steps: [
      { action: 'split', parameters: { field: 'genre' } },
      { action: 'set', parameters: { field: 'mood', value: 'x' } },
    ],
  },
];

describe('the steps that a name stands for', () => {
  it('are one for an action', () => {
    expect(stepsOf('SET', { field: 'mood', value: 'x' }, [])).toEqual([
      { action: 'set', parameters: { field: 'mood', value: 'x' } },
    ]);
  });

  it.each(['My clean-up', 'my clean up', 'my_clean-up '])('are those of a group, however "%s" is written', (name) => {
    expect(stepsOf(name, {}, SAVED)).toEqual(SAVED[0]!.steps);
  });

  it('have the parameters that are given in place of those of the group, where they take them', () => {
    expect(stepsOf('my clean-up', { field: 'comment', separator: '/' }, SAVED)).toEqual([
      { action: 'split', parameters: { field: 'comment', separator: '/' } },
      { action: 'set', parameters: { field: 'comment', value: 'x' } },
    ]);
  });

  it('refuse an unknown name, and a parameter that no action of the group takes', () => {
    expect(() => stepsOf('nothing', {}, SAVED)).toThrow(
      /^there is no action and no group “nothing”; the actions are set,/,
    );
    expect(() => stepsOf('clena', {}, SAVED)).toThrow('there is no action and no group “clena”; did you mean clean?');
    expect(() => stepsOf('my clean-ups', {}, SAVED)).toThrow('did you mean My clean-up?');
    expect(() => stepsOf('my clean-up', { pattern: 'x' }, SAVED)).toThrow(
      'no action of “My clean-up” takes a parameter pattern',
    );
  });
});

describe('parameters', () => {
  it.each([
    [{ action: 'set', parameters: { value: 'x' } }, 'set: field is missing'],
    [
      { action: 'set', parameters: { field: 'length', value: 'x' } },
      'set: field: "length" cannot be edited: Descant measures it or records it',
    ],
    [{ action: 'set', parameters: { field: 'cover', value: 'x' } }, 'set: field: actions do not change pictures'],
    [{ action: 'set', parameters: { field: 'mood', value: 'x', empty: 'perhaps' } }, 'set: empty: takes yes or no'],
    [
      { action: 'set', parameters: { field: 'mood', value: 'x', feld: 'y' } },
      'set: there is no parameter feld; it takes field, value, empty',
    ],
    [{ action: 'clear', parameters: { fields: ' , ' } }, 'clear: fields: name a field'],
    [{ action: 'split', parameters: { field: 'mood', separator: '' } }, 'split: separator: takes a text'],
    [{ action: 'sing', parameters: {} }, /^there is no action and no group “sing”/],
  ])('are refused: %j', (step, message) => {
    expect(() => prepareSteps([step])).toThrow(message);
  });
});

describe('the tables', () => {
  it('have built-in groups that can run', () => {
    for (const { steps } of BUILT_IN_GROUPS) expect(prepareSteps(steps)).toHaveLength(steps.length);
  });

  it('give no name to two actions or groups', () => {
    const names = [...ACTIONS, ...BUILT_IN_GROUPS].map(({ name }) => groupKey(name));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
