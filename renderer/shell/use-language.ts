/**
 * Gives the page the language of the settings, or else one that the browser asks for. A copy of the setting is kept in
 * the browser, so that the page begins in its language, before the service has answered.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../service/client.ts';
import { isLanguageSetting, languageFor, type LanguageSetting } from '../words/languages.ts';
import { useLanguage } from '../words/language-in-use.ts';
import { changeLanguage, directionOf } from '../words/text.ts';

const KEPT = 'descant.language';

/** Follows the setting. What calls it is rendered again in the new language, with all that it shows. */
export function usePageLanguage(): void {
  const { data } = useQuery(api.settings.get.queryOptions());
  const setting = data?.['appearance.language'];
  useLanguage();
  useEffect(() => {
    if (setting === undefined) return;
    keep(setting);
    void show(setting);
  }, [setting]);
}

/** Loads the language that was kept, before anything is shown. */
export async function showKeptLanguage(): Promise<void> {
  await show(kept());
}

async function show(setting: LanguageSetting): Promise<void> {
  const language = languageFor(setting, navigator.languages);
  await changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

/** Storage may be denied or full: the service then tells the language, a moment later. */
function keep(setting: LanguageSetting): void {
  try {
    window.localStorage.setItem(KEPT, setting);
  } catch {
    // As without storage.
  }
}

function kept(): LanguageSetting {
  try {
    const text = window.localStorage.getItem(KEPT);
    return isLanguageSetting(text) ? text : 'automatic';
  } catch {
    return 'automatic';
  }
}
