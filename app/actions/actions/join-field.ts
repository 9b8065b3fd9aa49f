/** `join`: makes one value of several. */
import { z } from '../../model/schema.ts';
import { defineAction, setting, UNCHANGED } from '../action.ts';
import { anyText, field } from '../parameters.ts';

export const joinField = defineAction({
  name: 'join',
  summary: 'make one value of several, with a separator between them',
  parameters: z.strictObject({
    field: field.describe('what to join'),
    separator: anyText().default('; ').describe('what stands between the values'),
  }),
  prepare: ({ field, separator }) => ({
    change: (track) => {
      const values = track.values(field);
      return values === null || values.length < 2 ? UNCHANGED : setting(field, [values.join(separator)]);
    },
  }),
});
