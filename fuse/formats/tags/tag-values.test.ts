import { expect, it } from 'vitest';
import { tagValues } from './tag-values.ts';

it('finds a field among tags, and nothing that objects inherit', () => {
  expect(tagValues({ title: ['One'] }, 'title')).toEqual(['One']);
  expect(tagValues({ title: ['One'] }, 'album')).toBeUndefined();
  expect(tagValues({}, 'constructor')).toBeUndefined();
  expect(tagValues({ constructor: ['x'] }, 'constructor')).toEqual(['x']);
});
