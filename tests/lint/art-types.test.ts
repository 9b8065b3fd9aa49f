import { expect, it } from 'vitest';
import { ART_TYPES, artTypeOf as artTypeOfService } from '../../app/model/art.ts';
import { ART_TYPE_LABELS, artTypeOf } from '../../renderer/words/art-types.ts';

it('has the types of pictures in the order of their numbers', () => {
  expect(Object.keys(ART_TYPE_LABELS)).toEqual(ART_TYPES);
  for (const number of [0, 3, 20, 21, -1]) expect(artTypeOf(number)).toBe(artTypeOfService(number));
});
