/** Names of actions on tags as people read them. */
import { t, type Text } from './text.ts';

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

/** `find-also` → `Find also`. */
export function inWords(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
