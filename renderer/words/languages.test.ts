import { describe, expect, it } from 'vitest';
import { isLanguageSetting, languageFor } from './languages.ts';

describe('the language of the page', () => {
  it('is that of the setting, whatever the browser asks for', () => {
    expect(languageFor('de', ['en-US'])).toBe('de');
    expect(languageFor('en', ['de'])).toBe('en');
  });

  it('is the first that the browser asks for and the page has', () => {
    expect(languageFor('automatic', ['de-AT', 'en'])).toBe('de');
    expect(languageFor('automatic', ['fr-FR', 'DE', 'en'])).toBe('de');
    expect(languageFor('automatic', ['en-GB', 'de'])).toBe('en');
  });

  it('is English where the page has none of them', () => {
    expect(languageFor('automatic', ['fr', 'ja-JP'])).toBe('en');
    expect(languageFor('automatic', ['deu', 'constructor', ''])).toBe('en');
    expect(languageFor('automatic', [])).toBe('en');
  });

  it('is set to one that the page has, or to what the browser asks for', () => {
    expect(['automatic', 'en', 'de'].every(isLanguageSetting)).toBe(true);
    expect(['fr', '', 'toString'].some(isLanguageSetting)).toBe(false);
    expect(isLanguageSetting(null)).toBe(false);
  });
});
