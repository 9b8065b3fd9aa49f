/** Groups of actions that every library has. Their parameters can be given another value where they run. */
import type { ActionGroup } from '../model/actions.ts';

export const BUILT_IN_GROUPS: readonly ActionGroup[] = [
  {
    name: 'Names for sorting',
    steps: [{ action: 'sort-names', parameters: { fields: 'artist,albumartist,composer' } }],
  },
  {
    name: 'Number from title',
    steps: [{ action: 'title-number', parameters: { empty: true } }],
  },
];
