/** `clear`: removes fields. */
import { z } from '../../model/schema.ts';
import { defineAction } from '../action.ts';
import { fields } from '../parameters.ts';

export const clearFields = defineAction({
  name: 'clear',
  summary: 'remove fields',
  parameters: z.strictObject({ fields: fields.describe('what to remove') }),
  prepare: ({ fields }) => {
    const changes = Object.fromEntries(fields.map((field) => [field, null]));
    return { change: () => ({ changes }) };
  },
});
