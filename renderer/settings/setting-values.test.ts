import { describe, expect, it } from 'vitest';
import type { SettingControl } from './setting-rows.ts';
import { isSameValue, typedText, typedValue, valueWords } from './setting-values.ts';

const NUMBER: SettingControl = { kind: 'number', unit: 'MB/s' };
const LIST: SettingControl = { kind: 'list', placeholder: '' };
const TEXT: SettingControl = { kind: 'text', placeholder: '' };
const SERVICE: SettingControl = { kind: 'text', placeholder: '', emptyIsNull: true };
const DECIBELS: SettingControl = { kind: 'decibels', most: 15 };
const MODE: SettingControl = { kind: 'segments', options: [{ value: 'album', label: 'Album' }] };

describe('a typed value', () => {
  it.each([
    [NUMBER, ' 12 ', 12],
    [NUMBER, '1,5', 1.5],
    [NUMBER, '0', 0],
    [NUMBER, '', ''],
    [NUMBER, 'fast', 'fast'],
    [DECIBELS, '−3', -3],
    [LIST, 'cover, front*,, ', ['cover', 'front*']],
    [LIST, '', []],
    [TEXT, ' The, A ', 'The, A'],
    [TEXT, '', ''],
    [SERVICE, '  ', null],
    [SERVICE, 'nowhere', 'nowhere'],
  ])('of %j typed as %j is %j', (control, text, value) => {
    expect(typedValue(control, text)).toEqual(value);
  });

  it('is typed as it is shown', () => {
    for (const value of [['cover', 'front*'], 'The, A', null, 12]) {
      const control = Array.isArray(value) ? LIST : value === 12 ? NUMBER : SERVICE;
      expect(typedValue(control, typedText(value))).toEqual(value);
    }
  });

  it('is the same where its parts are', () => {
    expect(isSameValue(['a', 'b'], ['a', 'b'])).toBe(true);
    expect(isSameValue(['a', 'b'], ['b', 'a'])).toBe(false);
    expect(isSameValue(1, '1')).toBe(false);
  });
});

describe('a value in a message', () => {
  it.each([
    [{ kind: 'switch' }, true, 'on'],
    [{ kind: 'switch' }, false, 'off'],
    [MODE, 'album', 'Album'],
    [DECIBELS, -3, '−3.0 dB'],
    [NUMBER, 20, '20 MB/s'],
    [LIST, ['a', 'b'], 'a, b'],
    [SERVICE, null, 'none'],
  ] as const)('of %j is said as words: %j', (control, value, words) => {
    expect(valueWords(control, value)).toBe(words);
  });
});
