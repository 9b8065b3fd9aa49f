/** Views to start from. Each is complete: it can be added as it is, and teaches the language by example. */
import { t } from '../words/text.ts';
import { plainName, type ViewDraft } from './view-list.ts';

/** The template of a new library. */
export const DEFAULT_TEMPLATE = '$artist/$album ($year) [$format_upper]/$track - $artist - $title.$format';

const WITHIN_ALBUM = '$albumartist - $album/$track - $title';
const RECENTLY_ADDED = 'added:-4w.. added-';

export interface Starter {
  readonly label: string;
  readonly draft: ViewDraft;
}

/**
 * @param taken names of the views that there are
 * @param search what is searched for in the library, or an empty text
 */
export function viewStarters(taken: readonly string[], search: string): readonly Starter[] {
  const start = (label: string, name: string, more: Partial<ViewDraft>): Starter => ({
    label,
    draft: {
      query: '',
      template: '',
      playlist: false,
      bestCopies: false,
      ...more,
      name: name === '' ? '' : freeName(name, taken),
    },
  });
  return [
    start(t('By artist and album'), taken.includes('') ? t('Artists') : '', { template: DEFAULT_TEMPLATE }),
    start(t('By genre'), t('Genres'), { template: `%each{genre}/${WITHIN_ALBUM}` }),
    start(t('By year'), t('Years'), { template: `$year/${WITHIN_ALBUM}` }),
    start(t('By composer'), t('Composers'), {
      template: '%each{composer}/$album[ ($year)]/$track - $title',
      query: 'has:composer',
    }),
    search.trim() === ''
      ? start(t('A playlist'), t('Playlists/Recently added'), {
          template: '$artist - $title',
          query: RECENTLY_ADDED,
          playlist: true,
        })
      : start(t('A playlist of your search'), t('Playlists/Found'), {
          template: '$artist - $title',
          query: search.trim(),
          playlist: true,
        }),
    start(t('Best copies'), t('Best copies'), { bestCopies: true }),
    start(t('Something else'), t('New view'), {}),
  ];
}

/** The name, or with the first number behind it that makes it another than all that are taken. */
function freeName(name: string, taken: readonly string[]): string {
  const used = new Set(taken.map((one) => plainName(one).toLowerCase()));
  let free = name;
  for (let number = 2; used.has(free.toLowerCase()); number += 1) free = `${name} ${number}`;
  return free;
}
