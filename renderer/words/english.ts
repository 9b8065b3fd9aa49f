/** What the English texts in the code cannot say themselves: their forms for one, and words of several meanings. */
import type { GERMAN } from './german/catalogue.ts';

/** Texts whose English is one word for what German has several of: the key says which is meant. */
type Ambiguous = Extract<keyof typeof GERMAN, `${string} (${string})`>;

/** The entries for one: the compiler asks for the English form of each that German has. */
type Singular = Extract<keyof typeof GERMAN, `${string}_one`>;

export const ENGLISH: Readonly<Record<Singular | Ambiguous, string>> = {
  ', and from {{count}} tracks_one': ', and from {{count}} track',
  ', of which {{count}} do not fit, such as {{examples}}_one':
    ', of which {{count}} does not fit, such as {{examples}}',
  ', {{count}} fields kept because of a later change_one': ', {{count}} field kept because of a later change',
  'All {{count}} tracks_one': 'All {{count}} track',
  'Changing {{done}} of {{count}} tracks …_one': 'Changing {{done}} of {{count}} track …',
  'Number (of the row)': 'Number',
  'Redone: {{count}} fields changed again_one': 'Redone: {{count}} field changed again',
  'The field {{name}} was declared: {{count}} tracks have a value already_one':
    'The field {{name}} was declared: {{count}} track has a value already',
  'The first {{shown}} of {{count}} tracks that change._one': 'The first {{shown}} of {{count}} track that changes.',
  'The picture in {{count}} files cannot be shown_one': 'The picture in this file cannot be shown',
  'The search hides {{hidden}} of {{count}} selected tracks. An edit asks which ones it changes._one':
    'The search hides {{hidden}} of {{count}} selected track. An edit asks which ones it changes.',
  'The {{count}} tracks shown_one': 'The {{count}} track shown',
  'Track (number)': 'Track',
  'Undone: {{count}} fields restored_one': 'Undone: {{count}} field restored',
  'Up to date · {{tracks}} in {{count}} folders_one': 'Up to date · {{tracks}} in {{count}} folder',
  'Verified {{count}} files_one': 'Verified {{count}} file',
  'Verifying {{done}} of {{count}} files_one': 'Verifying {{done}} of {{count}} file',
  'With the {{count}} tracks_one': 'With the {{count}} track',
  'Working out {{done}} of {{count}} tracks …_one': 'Working out {{done}} of {{count}} track …',
  'album · {{count}} tracks_one': 'album · {{count}} track',
  'artist · {{count}} tracks_one': 'artist · {{count}} track',
  '{{analysed}} of {{count}} tracks analysed to find similar tracks{{short}}_one':
    '{{analysed}} of {{count}} track analysed to find similar tracks{{short}}',
  '{{count}} albums_one': '{{count}} album',
  '{{count}} artists_one': '{{count}} artist',
  '{{count}} backups_one': '{{count}} backup',
  '{{count}} change_one': '{{count}} changes',
  '{{count}} changes_one': '{{count}} change',
  '{{count}} files so far_one': '{{count}} file so far',
  '{{count}} files/s_one': '{{count}} file/s',
  '{{count}} files_one': '{{count}} file',
  '{{count}} fingerprints_one': '{{count}} fingerprint',
  '{{count}} hours_one': '{{count}} hour',
  '{{count}} minutes_one': '{{count}} minute',
  '{{count}} other fields_one': '{{count}} other field',
  '{{count}} paths copied_one': '{{count}} path copied',
  '{{count}} playlists_one': '{{count}} playlist',
  '{{count}} problems_one': '{{count}} problem',
  '{{count}} seconds_one': '{{count}} second',
  '{{count}} technical fields_one': '{{count}} technical field',
  '{{count}} tracks added to the queue_one': '{{count}} track added to the queue',
  '{{count}} tracks added to {{name}}{{more}}_one': '{{count}} track added to {{name}}{{more}}',
  '{{count}} tracks edited_one': '{{count}} track edited',
  '{{count}} tracks have a value of it. The values can stay, as texts, or leave the tracks. Undo brings both back._one':
    '{{count}} track has a value of it. The values can stay, as texts, or leave the tracks. Undo brings both back.',
  '{{count}} tracks play next_one': '{{count}} track plays next',
  '{{count}} tracks removed from the queue_one': '{{count}} track removed from the queue',
  '{{count}} tracks selected_one': '{{count}} track selected',
  '{{count}} tracks so far_one': '{{count}} track so far',
  '{{count}} tracks to come_one': '{{count}} track to come',
  '{{count}} tracks/s_one': '{{count}} track/s',
  '{{count}} tracks_one': '{{count}} track',
  '{{count}} views_one': '{{count}} view',
  '{{done}} of {{count}} files_one': '{{done}} of {{count}} file',
  '{{fields}} changed on {{count}} tracks_one': '{{fields}} changed on {{count}} track',
  '{{fields}} removed on {{count}} tracks_one': '{{fields}} removed on {{count}} track',
  '{{fields}} restored on {{count}} tracks_one': '{{fields}} restored on {{count}} track',
  '{{words}} on {{count}} tracks_one': '{{words}} on {{count}} track',
  '{{words}}: mended on {{count}} tracks_one': '{{words}}: mended on {{count}} track',
};
