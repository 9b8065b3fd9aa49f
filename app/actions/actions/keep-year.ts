/** `year`: takes the year out of a date, however the date is written. */
import { z } from '../../model/schema.ts';
import { defineAction, setting, UNCHANGED } from '../action.ts';
import { field } from '../parameters.ts';

/** Four digits that are no part of a longer number, from 1000 to 2999. */
const YEAR = /(?<!\d)[12]\d{3}(?!\d)/;

export const keepYear = defineAction({
  name: 'year',
  summary: 'give a field the year of a date',
  parameters: z.strictObject({
    from: field.default('date').describe('the date'),
    to: field.optional().describe('the field that gets the year; without it the date itself becomes a year'),
  }),
  prepare: ({ from, to = from }) => ({
    change: (track) => {
      const date = track.first(from);
      if (date === '') return UNCHANGED;
      const year = YEAR.exec(date)?.[0];
      return year === undefined ? { refused: `${from} has no year in it: “${date}”` } : setting(to, [year]);
    },
  }),
});
