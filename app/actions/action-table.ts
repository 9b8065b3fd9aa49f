/** Every action by its name, in the order in which help and the page list them. */
import type { ActionInfo } from '../model/actions.ts';
import type { Action } from './action.ts';
import { changeCase } from './actions/change-case.ts';
import { cleanFields } from './actions/clean-fields.ts';
import { clearFields } from './actions/clear-fields.ts';
import { copyField } from './actions/copy-field.ts';
import { formatField } from './actions/format-field.ts';
import { joinField } from './actions/join-field.ts';
import { keepYear } from './actions/keep-year.ts';
import { mapGenres } from './actions/map-genres.ts';
import { moveFeatured } from './actions/move-featured.ts';
import { numberTracks } from './actions/number-tracks.ts';
import { pathTags } from './actions/path-tags.ts';
import { replaceText } from './actions/replace-text.ts';
import { setField } from './actions/set-field.ts';
import { sortNames } from './actions/sort-names.ts';
import { splitField } from './actions/split-field.ts';
import { swapFields } from './actions/swap-fields.ts';
import { titleNumber } from './actions/title-number.ts';
import { describeParameters } from './parameters.ts';

export const ACTIONS: readonly Action[] = [
  setField,
  clearFields,
  copyField,
  swapFields,
  splitField,
  joinField,
  replaceText,
  changeCase,
  formatField,
  pathTags,
  numberTracks,
  cleanFields,
  mapGenres,
  moveFeatured,
  sortNames,
  titleNumber,
  keepYear,
];

const byName = new Map(ACTIONS.map((action) => [action.name, action]));

export function findAction(name: string): Action | undefined {
  return byName.get(name.toLowerCase());
}

export function describeActions(): ActionInfo[] {
  return ACTIONS.map(({ name, summary, parameters }) => ({
    name,
    summary,
    parameters: describeParameters(parameters),
  }));
}
