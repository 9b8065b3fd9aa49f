/** What the English texts in the code cannot say themselves: their forms for one. */
import type { GERMAN } from './german/catalogue.ts';

/** The entries for one: the compiler asks for the English form of each that German has. */
type Singular = Extract<keyof typeof GERMAN, `${string}_one`>;

export const ENGLISH: Readonly<Record<Singular, string>> = {
  ', and from {{count}} tracks_one': ', and from {{count}} track',
  ', of which {{count}} do not fit, such as {{examples}}_one':
    ', of which {{count}} does not fit, such as {{examples}}',
  '{{count}} albums_one': '{{count}} album',
  '{{count}} artists_one': '{{count}} artist',
  '{{count}} backups_one': '{{count}} backup',
  '{{count}} changes_one': '{{count}} change',
  '{{count}} files_one': '{{count}} file',
  '{{count}} fingerprints_one': '{{count}} fingerprint',
  '{{count}} problems_one': '{{count}} problem',
  '{{count}} tracks have a value of it. The values can stay, as texts, or leave the tracks. Undo brings both back._one':
    '{{count}} track has a value of it. The values can stay, as texts, or leave the tracks. Undo brings both back.',
  '{{count}} tracks_one': '{{count}} track',
  '{{count}} views_one': '{{count}} view',
  'The field {{name}} was declared: {{count}} tracks have a value already_one':
    'The field {{name}} was declared: {{count}} track has a value already',
};
