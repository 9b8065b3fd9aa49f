import { expect, it } from 'vitest';
import { describeActions } from './action-table.ts';

it('describes every parameter: what it takes, what is usual, and what it is for', () => {
  for (const { name, summary, parameters } of describeActions()) {
    expect(summary, name).toMatch(/^[a-z].{5,90}[^.]$/);
    for (const parameter of parameters) {
      expect(parameter.takes, `${name} ${parameter.name}`).not.toBe('');
      expect(parameter.help, `${name} ${parameter.name}`).not.toBe('');
    }
  }
});

it('tells needed parameters from those with a usual value and from those without', () => {
  const found = (action: string, name: string) =>
    describeActions()
      .find((one) => one.name === action)!
      .parameters.find((one) => one.name === name);
  expect(found('set', 'field')).toMatchObject({ takes: 'field', required: true, usual: null });
  expect(found('set', 'empty')).toMatchObject({ takes: 'yes or no', required: false, usual: 'no' });
  expect(found('sort-names', 'fields')).toMatchObject({ takes: 'fields', usual: 'artist,albumartist' });
  expect(found('year', 'to')).toMatchObject({ required: false, usual: null });
});
