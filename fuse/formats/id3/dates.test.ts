import { describe, expect, it } from 'vitest';
import { TagCollector } from '../tags/tag-collector.ts';
import { finishDates, newDateParts, splitDate, type DateParts } from './dates.ts';

function finished(parts: Partial<DateParts>, before: Readonly<Record<string, string>> = {}) {
  const tags = new TagCollector();
  for (const [field, value] of Object.entries(before)) tags.add(field, value);
  finishDates(tags, { ...newDateParts(), ...parts });
  return tags.tags;
}

describe('the frames of a date', () => {
  it.each([
    [{ year: '2004' }, '2004'],
    [{ year: '2004', dayMonth: '0605' }, '2004-05-06'],
    [{ year: '2004', dayMonth: '0605', hourMinute: '0708' }, '2004-05-06T07:08'],
    [{ year: '2004', hourMinute: '0708' }, '2004'],
    [{ year: '2004', dayMonth: '65', hourMinute: '0708' }, '2004'],
    [{ year: '2004', dayMonth: '06051' }, '2004'],
    [{ year: '2004', dayMonth: '0605', hourMinute: '708' }, '2004-05-06'],
    [{ year: '2004', dayMonth: '0605', hourMinute: '07081' }, '2004-05-06'],
    [{ year: '04', dayMonth: '0605' }, '04'],
    [{ year: '20045', dayMonth: '0605' }, '20045'],
  ])('%o are %s', (parts, date) => {
    expect(finished(parts)).toEqual({ date: [date] });
  });

  it('say nothing without a year', () => {
    expect(finished({ dayMonth: '0605' })).toEqual({});
  });

  it('of the original year are a field of their own', () => {
    expect(finished({ originalYear: '1999' })).toEqual({ originaldate: ['1999'] });
  });

  it('rank below a date that the tag has', () => {
    expect(finished({ year: '2004' }, { date: '2005-01' })).toEqual({ date: ['2005-01'] });
  });

  it('are made exact by a text that only says more', () => {
    expect(finished({ year: '2004', exact: ['2004-05'] })).toEqual({ date: ['2004-05'] });
    expect(finished({ year: '2004', exact: ['2004-05', '2006'] })).toEqual({ date: ['2004-05', '2006'] });
    expect(finished({ exactOriginal: ['1999-01'], originalYear: '1999' })).toEqual({ originaldate: ['1999-01'] });
    expect(finished({ exact: ['2004-05'] })).toEqual({ date: ['2004-05'] });
    expect(finished({ exact: ['2004-05'] }, { date: '2004' })).toEqual({ date: ['2004-05'] });
  });

  it('hold against a text that says something else', () => {
    expect(finished({ year: '2005', exact: ['2004-05'] })).toEqual({ date: ['2005'] });
    expect(finished({ exact: ['2004-05'] }, { date: '2005' })).toEqual({ date: ['2005'] });
  });
});

describe('splitting a date into frames', () => {
  it.each([
    ['2004', { year: '2004', dayMonth: '', hourMinute: '', complete: true }],
    ['2004-05', { year: '2004', dayMonth: '', hourMinute: '', complete: false }],
    ['2004-05-06', { year: '2004', dayMonth: '0605', hourMinute: '', complete: true }],
    ['2004-05-06T07', { year: '2004', dayMonth: '0605', hourMinute: '', complete: false }],
    ['2004-05-06T07:08', { year: '2004', dayMonth: '0605', hourMinute: '0708', complete: true }],
    ['2004-05-06T07:08:09', { year: '2004', dayMonth: '0605', hourMinute: '0708', complete: false }],
    ['2004x', { year: '2004', dayMonth: '', hourMinute: '', complete: false }],
    ['spring 2004', { year: 'spring 2004', dayMonth: '', hourMinute: '', complete: true }],
    ['204', { year: '204', dayMonth: '', hourMinute: '', complete: true }],
    ['', { year: '', dayMonth: '', hourMinute: '', complete: true }],
  ])('%s', (text, split) => {
    expect(splitDate(text)).toEqual(split);
  });
});
