import { afterEach, describe, expect, it } from 'vitest';
import { count } from './amounts.ts';
import { perLanguage } from './language-in-use.ts';
import { changeLanguage, directionOf, filledParts, saidMessage, serviceMessage, serviceText, t } from './text.ts';

afterEach(() => changeLanguage('en'));

describe('the texts of the page', () => {
  it('stand in the code in English', () => {
    expect(t('Settings')).toBe('Settings');
    expect(t('{{count}} tracks', { count: 1 })).toBe('1 track');
    expect(t('{{count}} tracks', { count: 1200 })).toBe('1,200 tracks');
    expect(t('{{count}} tracks', { count: 0 })).toBe('0 tracks');
  });

  it('change with the language, numbers included', async () => {
    await changeLanguage('de');
    expect(t('Settings')).toBe('Einstellungen');
    expect(t('{{count}} tracks', { count: 1200 })).toBe('1.200 Titel');
    expect(count(1_234_567)).toBe('1.234.567');
    await changeLanguage('en');
    expect(t('Settings')).toBe('Settings');
    expect(count(1_234_567)).toBe('1,234,567');
  });

  it('keep signs of values that mean something to catalogues', () => {
    expect(t('Remove {{name}}', { name: '<b>$t(Settings)</b> & {{name}}' })).toBe(
      'Remove <b>$t(Settings)</b> & {{name}}',
    );
  });

  it('are made by Intl once for each language', async () => {
    const made: string[] = [];
    const value = perLanguage((locale) => made.push(locale));
    expect([value(), value()]).toEqual([1, 1]);
    await changeLanguage('de');
    expect([value(), value()]).toEqual([2, 2]);
    expect(made).toEqual(['en-GB', 'de-DE']);
  });
});

describe('texts with elements in them', () => {
  it('come in parts, in the order of the language', async () => {
    expect(filledParts('Mounted at {{place}}.')).toEqual([
      { at: 0, text: 'Mounted at ' },
      { at: 1, name: 'place' },
      { at: 2, text: '.' },
    ]);
    expect(filledParts('{{count}} tracks', 2)).toEqual([{ at: 0, text: '2 tracks' }]);
    await changeLanguage('de');
    expect(filledParts('Mounted at {{place}}.')[0]).toEqual({ at: 0, text: 'Eingehängt in ' });
  });
});

describe('texts that the service gives in English', () => {
  it('are translated by what they are, and stay as they are where the language does not have them', async () => {
    expect(serviceText('field: artist', 'Artist')).toBe('Artist');
    await changeLanguage('de');
    expect(serviceText('field: artist', 'Artist')).toBe('Interpret');
    expect(serviceText('field: occasion', 'At {{a}} party')).toBe('At {{a}} party');
  });

  it('are sentences with what they name, in English where the language does not have them', async () => {
    const words = (code: string): string => serviceMessage(code, 'in English', { field: 'mood', near: '$t(Settings)' });
    expect(words('query-sort')).toBe('in English');
    await changeLanguage('de');
    expect(words('query-sort')).toBe('Titel lassen sich nicht nach „mood“ ordnen');
    expect(words('query-field-near')).toContain('„mood“; gemeint vielleicht $t(Settings):?');
    expect(words('OTHER')).toBe('in English');
  });
});

describe('the direction of lines', () => {
  it('is that of the language', () => {
    expect(directionOf('de')).toBe('ltr');
    expect(directionOf('en')).toBe('ltr');
    expect(directionOf('ar')).toBe('rtl');
    expect(directionOf('he-IL')).toBe('rtl');
  });
});

it('a refused value is told of in the language of the page, with the sentences that stand in others', async () => {
  const part = (place: string, code: 'taken-number-most' | 'taken-text', size = 9) => ({
    code: 'refused-part' as const,
    values: { place, why: 'takes …' },
    why: {
      code: 'takes-not' as const,
      values: { why: '…', value: '10' },
      why: { code, values: { size } },
    },
  });
  const several = {
    code: 'refused-several' as const,
    values: { why: '…', also: '…' },
    why: part('limit', 'taken-number-most'),
    also: part('name', 'taken-text'),
  };
  expect(saidMessage('in English', several)).toBe('in English');
  await changeLanguage('de');
  expect(saidMessage('in English', several)).toBe(
    'limit: verlangt eine Zahl von höchstens 9, nicht 10; name: verlangt einen Text, nicht 10',
  );
});
