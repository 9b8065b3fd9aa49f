/** The drawing beside the name of each action; one that has none here has that of an edit. */
import type { IconName } from '../controls/Icon.tsx';

const ICONS: Readonly<Record<string, IconName>> = {
  clear: 'remove',
  copy: 'copy',
  swap: 'swap',
  split: 'variants',
  join: 'join',
  replace: 'search',
  case: 'letters',
  template: 'keys',
  'from-path': 'folders',
  number: 'numbers',
  clean: 'wand',
  genres: 'label',
  featured: 'person',
  'sort-names': 'sortOrder',
  'title-number': 'numbers',
  year: 'calendar',
};

export function actionIcon(action: string): IconName {
  return ICONS[action] ?? 'edit';
}
