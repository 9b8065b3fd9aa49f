/** `swap`: exchanges the values of two fields, also where one of them has none. */
import { z } from '../../model/schema.ts';
import { defineAction } from '../action.ts';
import { field } from '../parameters.ts';

export const swapFields = defineAction({
  name: 'swap',
  summary: 'exchange the values of two fields',
  parameters: z.strictObject({ a: field.describe('one field'), b: field.describe('the other field') }),
  prepare: ({ a, b }) => ({
    change: (track) => ({ changes: { [a]: track.values(b), [b]: track.values(a) } }),
  }),
});
