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

/** What a word that a parameter takes is called. */
export function choiceName(choice: string): string {
  return serviceText(`choice: ${choice}`, inWords(choice));
}

/** `find-also` → `Find also`. */
function inWords(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
