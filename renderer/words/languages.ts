/** The languages of the page, and which one a person gets. Pure. */

/** In their own words, as people look for them. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof LANGUAGES;
/** What the setting says: a language, or the browser's choice. */
export type LanguageSetting = Language | 'automatic';

/** Where the numbers and dates of a language come from: English has the day before the month, and 24 hours. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

/** Whether a text, as one that was kept, is a value of the setting. */
export function isLanguageSetting(text: string | null): text is LanguageSetting {
  return text === 'automatic' || (text !== null && Object.hasOwn(LANGUAGES, text));
}

/**
 * The language of the setting, or else the first of those that the browser asks for which the page has; English where
 * it has none of them.
 * @param asked language tags, the most wanted first: `['de-AT', 'en']`
 */
export function languageFor(setting: LanguageSetting, asked: readonly string[]): Language {
  if (setting !== 'automatic') return setting;
  return asked.map(primaryOf).find(isLanguage) ?? 'en';
}

/** `de-AT` → `de`. */
function primaryOf(tag: string): string {
  return tag.toLowerCase().split(/[-_]/u)[0] ?? '';
}

function isLanguage(name: string): name is Language {
  return Object.hasOwn(LANGUAGES, name);
}
