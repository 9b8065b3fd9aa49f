/**
 * The texts of the page in its language. The English text is the key: `t('Add folder')`. The German catalogue has an
 * entry of each, and the type of `t` comes from it: a text without German does not compile. A catalogue other than
 * English is loaded before it is shown (`changeLanguage`), and `t` never waits.
 *
 * A text with `{{count}}` may have forms for one and for many: `{{count}} tracks_one` is what i18next and
 * `Intl.PluralRules` look for. Numbers are written as the language writes them.
 *
 * Never call `t` while a module is loaded: the language is known later, and may change. Tables hold texts of the type
 * `Text`, and what shows them calls `t`.
 */
import type { Said } from '../../app/model/messages.ts';
import { createInstance } from 'i18next';
import { count } from './amounts.ts';
import { ENGLISH } from './english.ts';
import type { GERMAN } from './german/catalogue.ts';
import { useLanguage } from './language-in-use.ts';
import type { Language } from './languages.ts';

type TextOf<Entry> = Entry extends `${infer Plural}_one` ? Plural : Entry extends `${string}_other` ? never : Entry;

/** All texts, those with `{{names}}` of values in them included. */
export type AnyText = TextOf<keyof typeof GERMAN>;

/** The names of the values that a text holds. */
export type NamesIn<Key> = Key extends `${string}{{${infer Name}}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** The texts that stand as they are, without values. */
export type Text = { [Key in AnyText]: [NamesIn<Key>] extends [never] ? Key : never }[AnyText];

/** The texts that count something and nothing else, such as `{{count}} tracks`. */
export type CountedText = { [Key in AnyText]: [NamesIn<Key>] extends ['count'] ? Key : never }[AnyText];

type ValuesOf<Key> = {
  readonly [Name in NamesIn<Key>]: Name extends 'count' ? number : string | number;
};

const texts = createInstance();
texts.use({
  type: 'formatter',
  init: () => undefined,
  format: (value: unknown) => (typeof value === 'number' ? count(value) : String(value)),
});
void texts.init({
  lng: 'en' satisfies Language,
  fallbackLng: false,
  resources: { en: { translation: ENGLISH } },
  initAsync: false,
  // The keys are sentences, with full stops and colons.
  keySeparator: false,
  nsSeparator: false,
  // React escapes.
  interpolation: { escapeValue: false, alwaysFormat: true },
});

/** Changes the language of all texts from now on, once its catalogue is loaded. */
export async function changeLanguage(language: Language): Promise<void> {
  if (language === 'de' && !texts.hasResourceBundle('de', 'translation')) {
    const { GERMAN, GERMAN_OF_SERVICE } = await import('./german/catalogue.ts');
    texts.addResourceBundle('de', 'service', GERMAN_OF_SERVICE);
    texts.addResourceBundle('de', 'translation', GERMAN);
  }
  await texts.changeLanguage(language);
  useLanguage.setState({ language });
}

/**
 * A text that the service gives in English, in the language of the page where its catalogue has it: names of fields,
 * checks, parameters.
 * @param id what it is, and its name in the service: `field: albumartist`
 */
export function serviceText(id: string, english: string): string {
  return texts.t(id, { ns: 'service', defaultValue: english, nest: false, skipInterpolation: true });
}

/**
 * A sentence of the service in the language of the page, where its catalogue has it.
 * @param code of the sentence, or of the error
 * @param values what it names
 */
export function serviceMessage(
  code: string,
  english: string,
  values: Readonly<Record<string, string | number>>,
): string {
  const id = `message: ${code}`;
  return texts.exists(id, { ns: 'service' }) ? texts.t(id, { ns: 'service', replace: values, nest: false }) : english;
}

/** The same for a sentence that came with its code, or without one; what it quotes is said in the language of the page, too. */
export function saidMessage(english: string, said: Said | null | undefined): string {
  if (said === null || said === undefined) return english;
  const { code, values, why, also } = said;
  const quoted = {
    ...(why === undefined ? {} : { why: saidMessage(String(values['why']), why) }),
    ...(also === undefined ? {} : { also: saidMessage(String(values['also']), also) }),
  };
  return serviceMessage(code, english, { ...values, ...quoted });
}

/** A text in the language of the page. */
export function t<Key extends AnyText>(
  text: Key,
  ...[values]: [NamesIn<Key>] extends [never] ? [] : [ValuesOf<Key>]
): string {
  return lookUp(text, values ?? {});
}

type FilledPart = { readonly at: number } & ({ readonly text: string } | { readonly name: string });

/**
 * A text in parts: what stands between its values, and the names of these, for values that are more than text. Of a
 * text with a `count`, that is written into it.
 */
export function filledParts(text: AnyText, count?: number): FilledPart[] {
  const values = Object.fromEntries(
    [...text.matchAll(/\{\{(?<name>\w+)\}\}/gu)].map((found) => {
      const name = found.groups?.['name'] ?? '';
      return [name, name === 'count' && count !== undefined ? count : `\u0000${name}\u0000`] as const;
    }),
  );
  // Between two signs that no text holds stand the names.
  return lookUp(text, values)
    .split('\u0000')
    .map((part, at) => (at % 2 === 1 ? { at, name: part } : { at, text: part }))
    .filter((part) => 'name' in part || part.text !== '');
}

function lookUp(text: string, values: Readonly<Record<string, string | number>>): string {
  const count = values['count'];
  // What people have called their music is no instruction: it is not looked through for texts of the catalogue.
  return texts.t(text, { replace: values, nest: false, ...(count === undefined ? {} : { count: Number(count) }) });
}

/** Where lines of a language begin. @param language any language tag */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return texts.dir(language);
}
