/** The language that the page has at the moment, and what `Intl` makes for it. */
import { create } from 'zustand';
import { LOCALES, type Language } from './languages.ts';

/**
 * Components that React may skip, as `memo` lets it, subscribe to it by calling this. Only `changeLanguage` of `text.ts`
 * sets it.
 */
export const useLanguage = create<{ readonly language: Language }>()(() => ({ language: 'en' }));

/** For `Intl`: where the numbers and dates of the page come from. */
export function locale(): string {
  return LOCALES[useLanguage.getState().language];
}

/** A value made by `Intl` for the language of the page, once for each language. */
export function perLanguage<Made>(make: (locale: string) => Made): () => Made {
  const made = new Map<string, Made>();
  return () => {
    const name = locale();
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
}
