import { describe, expect, it } from 'vitest';
import { formInWords, inForm, type ValueForm } from './value-form.ts';

const UUID = '8f6bd1e4-fbe1-4f50-aa9b-94c450ec0f11';

/** Those of the values that have the form. */
const fitting = (form: ValueForm, values: readonly string[]): string[] =>
  values.filter((one) => inForm(one, form) !== null);

describe('the form of values', () => {
  it.each<[ValueForm, readonly string[], readonly string[]]>([
    ['text', ['', 'anything', '1', ' \n'], []],
    [
      'count',
      ['0', '7', '07', '99999', '00001'],
      ['100000', '000001', '-1', '+1', '1.5', '1e3', '3/12', 'A1', '٣', ''],
    ],
    [
      'position',
      ['0', '99999', 'A', 'A1', 'b2', 'AA', 'AA12', 'D999', 'Ä1'],
      ['abc', 'A1234', '1A', 'A 1', '3/12', ''],
    ],
    ['tempo', ['1', '120', '120.5', '0.1', '0120'], ['0', '0.0', '-120', '120,5', '.5', '120.', '1e2', 'fast', '']],
    ['tempo', [`1${'0'.repeat(308)}`], ['9'.repeat(400)]],
    ['decimal', ['0', '-2.5', '12', '1.25'], ['1,5', '.5', '5.', '1e3', '+1', '', '--1', '1'.repeat(16)]],
    [
      'duration',
      ['0:00', '4:30', '1:04:30', '59:59', '270', '0'],
      ['4:3', '4:60', '60:00', '1:60:00', '-4:30', '4.5', ''],
    ],
    ['date', ['2024', '0001', '9999', '2024-01', '2024-12', '2024-01-01', '2024-12-31'], ['0000', '24', '02024', '']],
    ['date', ['2024-04-30', '2024-06-30', '2024-09-30', '2024-11-30'], ['2024-04-31', '2024-06-31', '2024-09-31']],
    ['date', ['2024-01-31', '2024-03-31', '2024-05-31', '2024-07-31', '2024-08-31', '2024-10-31'], ['2024-11-31']],
    ['date', ['2024-02-29', '2000-02-29', '2023-02-28'], ['2023-02-29', '1900-02-29', '2024-02-30', '2000-02-30']],
    ['date', [], ['2024-00', '2024-13', '2024-1', '2024-01-00', '2024-12-32', '2024-01-1', '2024-01-01T00:00']],
    ['date', [], ['not a date', '2024/01/01', '01.02.2024', '2024-', '2024-01-', '0000-01-01', 'x2024', '2024x']],
    ['flag', ['0', '1', 'yes', 'No', 'TRUE', 'false', 'on', 'off'], ['2', '01', 'y', ' yes', '']],
    ['rating', ['0', '0.5', '1', '4.5', '4,5', '4.0', '4.50', '5', '5.0', '5,00'], ['5.5', '6', '4.2', '-1', '.5', '']],
    ['rating', [], ['4.', '45', '4.05', '5.01', '4 ', 'none', '★★★', '1e0']],
    ['moment', ['2024-05-17', '2024-05-17 10:20', '2024-05-17T23:59:59', '2024-05-17T10:20:30.25Z'], ['2024-05', '']],
    ['moment', [], ['2024-02-30', '2024-05-17 24:00', '2024-05-17 10:60', '2024-05-17 10:00:60', '17.5.2024', 'now']],
    [
      'uuid',
      [UUID, UUID.toUpperCase()],
      [UUID.replaceAll('-', ''), `${UUID}0`, `x${UUID}`, UUID.replace('8', 'g'), ''],
    ],
  ])('%s: %j have it, %j do not', (form, good, bad) => {
    expect(fitting(form, [...good, ...bad])).toEqual(good);
  });

  it.each<[ValueForm, string, string]>([
    ['flag', 'Yes', '1'],
    ['flag', 'off', '0'],
    ['rating', '4,5', '4.5'],
    ['rating', '3.0', '3'],
    ['rating', '0', '0'],
    ['moment', '2024-05-17T10:20:30Z', '2024-05-17T10:20:30.000Z'],
    ['moment', '2024-05-17 10:20', new Date(2024, 4, 17, 10, 20).toISOString()],
    ['moment', '2024-05-17', new Date(2024, 4, 17).toISOString()],
    ['duration', '270', '4:30'],
    ['duration', '04:30', '4:30'],
    ['duration', '3661', '1:01:01'],
    ['duration', '1:00:09', '1:00:09'],
    ['duration', '59', '0:59'],
    ['decimal', '-02.50', '-02.50'],
    ['date', '2024-05', '2024-05'],
    ['count', '007', '007'],
    ['text', ' Yes ', ' Yes '],
  ])('%s: %s is kept as %s', (form, typed, kept) => {
    expect(inForm(typed, form)).toBe(kept);
    expect(inForm(kept, form)).toBe(kept);
  });

  it('is said in words', () => {
    const forms: readonly ValueForm[] = [
      'text',
      'count',
      'position',
      'tempo',
      'decimal',
      'duration',
      'date',
      'flag',
      'rating',
      'moment',
      'uuid',
    ];
    expect(forms.map(formInWords)).toEqual([
      'any text',
      'a whole number from 0 to 99999',
      'a whole number from 0 to 99999 or a vinyl side such as A1',
      'a number above 0',
      'a number such as 7 or -2.5',
      'a duration such as 4:30 or 1:04:30, or its seconds',
      'a date as YYYY, YYYY-MM or YYYY-MM-DD',
      'yes or no (1 or 0)',
      'a rating from 0 to 5 in halves, such as 4 or 4.5',
      'a time as YYYY-MM-DD or YYYY-MM-DD HH:MM',
      'a UUID',
    ]);
  });
});
