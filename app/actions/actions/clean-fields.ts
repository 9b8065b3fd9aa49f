/** `clean`: cleans the text of fields (`clean-text.ts`) and drops values that are there twice. */
import { z } from '../../model/schema.ts';
import { findField } from '../../../fuse/fields/find-field.ts';
import { defineAction } from '../action.ts';
import { cleanText } from '../clean-text.ts';
import { choice, fieldsOrAll, flag } from '../parameters.ts';

export const cleanFields = defineAction({
  name: 'clean',
  summary: 'clean up Unicode, invisible characters, spaces and repeated values',
  parameters: z.strictObject({
    fields: fieldsOrAll.prefault('all').describe('what to clean'),
    quotes: choice(['keep', 'straight']).default('keep').describe('straight replaces typographic quotation marks'),
    encoding: flag.default(false).describe('restore UTF-8 that was read as Latin-1, such as BjÃ¶rk'),
  }),
  prepare: ({ fields, quotes, encoding }) => ({
    change: (track) => {
      const changes: Record<string, readonly string[]> = {};
      for (const field of fields ?? Object.keys(track.tags)) {
        const values = track.values(field);
        if (values === null) continue;
        const keepsLines = findField(field)?.long ?? false;
        const cleaned = values.map((value) =>
          cleanText(value, { straightQuotes: quotes === 'straight', encoding, keepsLines }),
        );
        changes[field] = [...new Set(cleaned)].filter((value) => value !== '');
      }
      return { changes };
    },
  }),
});
