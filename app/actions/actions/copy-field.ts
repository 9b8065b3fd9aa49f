/** `copy`: gives a field the values of another one. */
import { z } from '../../model/schema.ts';
import { defineAction, setting, UNCHANGED } from '../action.ts';
import { field, flag } from '../parameters.ts';

export const copyField = defineAction({
  name: 'copy',
  summary: 'give a field the values of another one',
  parameters: z.strictObject({
    from: field.describe('where the values come from; tracks without them stay as they are'),
    to: field.describe('the field that gets them'),
    empty: flag.default(false).describe('only where the other field has no value'),
  }),
  prepare: ({ from, to, empty }) => ({
    change: (track) => {
      const values = track.values(from);
      return values === null || (empty && track.values(to) !== null) ? UNCHANGED : setting(to, values);
    },
  }),
});
