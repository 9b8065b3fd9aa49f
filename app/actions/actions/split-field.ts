/** `split`: makes several values of one, at a separator. Equal values are kept once. */
import { z } from '../../model/schema.ts';
import { defineAction, setting, UNCHANGED } from '../action.ts';
import { anyText, field } from '../parameters.ts';

export const splitField = defineAction({
  name: 'split',
  summary: 'make several values of one, at a separator',
  parameters: z.strictObject({
    field: field.describe('what to split'),
    separator: anyText(1).default(';').describe('what stands between the values'),
  }),
  prepare: ({ field, separator }) => ({
    change: (track) => {
      const values = track.values(field);
      if (!values?.some((value) => value.includes(separator))) return UNCHANGED;
      const parts = values.flatMap((value) => value.split(separator)).map((part) => part.trim());
      return setting(field, [...new Set(parts)]);
    },
  }),
});
