/** Names of actions on tags and of their parameters as people read them. */
import { serviceText, t, type Text } from './text.ts';

const NAMES: Readonly<Record<string, Text>> = {
  set: 'Set a field',
  clear: 'Remove fields',
  copy: 'Copy a field',
  swap: 'Swap fields',
  split: 'Split',
  join: 'Join',
  replace: 'Find and replace',
  case: 'Case',
  template: 'Write by a template',
  'from-path': 'Tags from file names',
  number: 'Number tracks',
  clean: 'Clean up',
  genres: 'Usual genres',
  featured: 'Featured artists',
  'sort-names': 'Names for sorting',
  'title-number': 'Number from the title',
  year: 'Keep the year only',
};

/** `from-path` → `Tags from file names`; an action that has no name here keeps its own. */
export function actionName(action: string): string {
  const name = NAMES[action];
  return name === undefined ? inWords(action) : t(name);
}

/** What a parameter of an action is called. */
export function parameterName(name: string): string {
  return serviceText(`parameter: ${name}`, inWords(name));
}

/** Ways to write capitals, each written as it writes. */
const CAPITALS: Readonly<Record<string, Text>> = {
  title: 'Title Case',
  sentence: 'Sentence case',
  lower: 'lower case',
  upper: 'UPPER CASE',
};

/**
 * What a word that a parameter takes is called. @param choices all that it takes: one word means several things
 */
export function choiceName(choice: string, choices: readonly string[]): string {
  const capitals = choices.includes('sentence') ? CAPITALS[choice] : undefined;
  if (capitals !== undefined) return t(capitals);
  return serviceText(`choice: ${choice}`, LANGUAGE_CODE.test(choice) ? languageName(choice) : inWords(choice));
}

const LANGUAGE_CODE = /^[a-z]{2}$/u;

function languageName(code: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
}

/** `find-also` → `Find also`. */
function inWords(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
