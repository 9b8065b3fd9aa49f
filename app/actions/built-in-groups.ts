/** Groups of actions that every library has. Their parameters can be given another value where they run. */
import type { ActionGroup } from '../model/actions.ts';

export const BUILT_IN_GROUPS: readonly ActionGroup[] = [
  {
    name: 'Clean up',
    steps: [{ action: 'clean', parameters: { fields: 'all' } }],
  },
  {
    name: 'Title case',
    steps: [{ action: 'case', parameters: { fields: 'title,album,subtitle,discsubtitle', to: 'title' } }],
  },
  {
    name: 'Number tracks',
    steps: [{ action: 'number', parameters: { count: 'tracks' } }],
  },
  {
    name: 'Number discs',
    steps: [{ action: 'number', parameters: { count: 'discs' } }],
  },
  {
    name: 'Tags from path',
    steps: [{ action: 'from-path', parameters: { pattern: '$albumartist/$album/$track $title' } }],
  },
  {
    name: 'Usual genres',
    steps: [{ action: 'genres', parameters: { keep: 'all' } }],
  },
  {
    name: 'Featured artists',
    steps: [{ action: 'featured', parameters: { to: 'artist' } }],
  },
  {
    name: 'Names for sorting',
    steps: [{ action: 'sort-names', parameters: { fields: 'artist,albumartist,composer' } }],
  },
  {
    name: 'Number from title',
    steps: [{ action: 'title-number', parameters: { empty: true } }],
  },
];
