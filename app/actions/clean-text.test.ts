import { describe, expect, it } from 'vitest';
import { cleanText, type CleanOptions } from './clean-text.ts';

const clean = (text: string, options: Partial<CleanOptions> = {}): string =>
  cleanText(text, { straightQuotes: false, encoding: false, keepsLines: false, ...options });

describe('cleaning text', () => {
  it.each([
    ['e\u0301', 'é'],
    ['  two   words \t here ', 'two words here'],
    ['a\u00a0b\u2009c', 'a b c'],
    ['zero\u200bwidth\ufeff', 'zerowidth'],
    ['soft\u00adhyphen', 'softhyphen'],
    ['\u202eright to left\u202c', 'right to left'],
    ['bell\u0007', 'bell'],
    ['one\r\ntwo', 'one two'],
    ['\u200b', ''],
  ])('makes of %j %j', (text, cleaned) => {
    expect(clean(text)).toBe(cleaned);
  });

  it('keeps joiners, wide spaces and typographic marks', () => {
    for (const text of ['👩‍🚀', 'می‌خواهم', '東京　事変', '“Don’t” – …']) expect(clean(text)).toBe(text);
  });

  it('keeps lines and their inner spaces where the field has them', () => {
    expect(clean('one  two \r\n\n  three\u00a0', { keepsLines: true })).toBe('one  two\n\n  three');
  });

  it('makes quotation marks straight where asked', () => {
    expect(clean('“Don’t” ‚stop‘ „it“ `now´', { straightQuotes: true })).toBe(`"Don't" 'stop' "it" 'now'`);
  });
});

describe('text that was read in the wrong encoding', () => {
  it.each([
    ['BjÃ¶rk', 'Björk'],
    ['Sigur RÃ³s', 'Sigur Rós'],
    ['Donâ€™t', 'Don’t'],
    ['BjÃƒÂ¶rk', 'Björk'],
    ['ÐœÐ¾Ñ\u0081ÐºÐ²Ð°', 'Москва'],
  ])('%s is %s', (text, restored) => {
    expect(clean(text, { encoding: true })).toBe(restored);
    expect(clean(text)).toBe(text.replace('\u0081', ''));
  });

  it('is restored also where an invisible character stands in it', () => {
    expect(clean('\u0081BjÃ¶rk', { encoding: true })).toBe('Björk');
  });

  it.each(['Björk', 'Ångström', 'Москва', '東京', 'São Paulo', 'plain', 'Ã', '€5'])('leaves %s as it is', (text) => {
    expect(clean(text, { encoding: true })).toBe(text);
  });
});
