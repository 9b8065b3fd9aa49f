/** `set`: gives a field the same values in all tracks. */
import { z } from '../../model/schema.ts';
import { defineAction, setting, UNCHANGED } from '../action.ts';
import { field, flag, values } from '../parameters.ts';

export const setField = defineAction({
  name: 'set',
  summary: 'give a field one value, or several',
  parameters: z.strictObject({
    field: field.describe('what to set'),
    value: values.describe('the new value; repeat it for several values'),
    empty: flag.default(false).describe('only where the field has no value'),
  }),
  prepare: ({ field, value, empty }) => ({
    change: (track) => (empty && track.values(field) !== null ? UNCHANGED : setting(field, value)),
  }),
});
