import { describe, expect, it } from 'vitest';
import type { ActionInfo, ActionParameter } from '../../app/model/actions.ts';
import { draftOfGroup, kindOf, namesIn, stepsOfDraft, textOf, withName } from './draft.ts';

const parameter = (name: string, more: Partial<ActionParameter> = {}): ActionParameter => ({
  name,
  takes: 'text',
  choices: [],
  required: false,
  usual: null,
  help: '',
  ...more,
});
const actions: readonly ActionInfo[] = [
  {
    name: 'replace',
    summary: '',
    parameters: [parameter('find', { required: true }), parameter('with', { usual: '' })],
  },
];

describe('a parameter in a form', () => {
  it('is shown by what it takes', () => {
    expect(kindOf(parameter('to', { choices: ['title'] }))).toBe('choice');
    expect(kindOf(parameter('regex', { takes: 'yes or no' }))).toBe('flag');
    expect(kindOf(parameter('field', { takes: 'field' }))).toBe('field');
    expect(kindOf(parameter('fields', { takes: 'fields or all' }))).toBe('fields');
    expect(kindOf(parameter('from', { takes: 'number from 0 to 9' }))).toBe('text');
  });

  it('has its usual text until another is given', () => {
    const digits = parameter('digits', { usual: '2' });
    expect(textOf({ action: 'number', texts: {} }, digits)).toBe('2');
    expect(textOf({ action: 'number', texts: { digits: '' } }, digits)).toBe('');
  });
});

describe('a draft', () => {
  it('makes steps as soon as nothing is missing', () => {
    expect(stepsOfDraft([{ action: 'replace', texts: {} }], actions)).toBeNull();
    expect(stepsOfDraft([{ action: 'replace', texts: { find: '' } }], actions)).toBeNull();
    const texts = { find: '_' };
    expect(stepsOfDraft([{ action: 'replace', texts }], actions)).toEqual([{ action: 'replace', parameters: texts }]);
  });

  it('begins with the steps of a group', () => {
    const steps = [{ action: 'replace', parameters: { find: '_', regex: true, fields: ['title', 'album'], from: 3 } }];
    expect(draftOfGroup({ name: 'Tidy', steps })).toEqual([
      { action: 'replace', texts: { find: '_', regex: 'yes', fields: 'title,album', from: '3' } },
    ]);
  });
});

describe('a list of fields', () => {
  it('gets names and loses them', () => {
    expect(namesIn(' title, ,album')).toEqual(['title', 'album']);
    expect(withName('title', 'album')).toBe('title,album');
    expect(withName('title,album', 'title')).toBe('album');
  });

  it('is all fields, or some', () => {
    expect(withName('title,album', 'all')).toBe('all');
    expect(withName('all', 'title')).toBe('title');
    expect(withName('all', 'all')).toBe('');
  });
});
