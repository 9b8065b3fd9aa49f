/** Prints what an edit of the tracks of a query has changed, or would change. */
import type { EditResult } from '../../app/model/history.ts';
import { shownValues } from './art/art-words.ts';
import type { Api } from './connect.ts';
import { countOf, printJson, printLines } from './output.ts';

/** Ids of one request: they are part of an address, whose length is limited. */
const IDS_OF_A_REQUEST = 1000;

const UNSHOWN = 'The mount cannot show this, because no header can be written for the file; descant health says more:';

/**
 * @param request.ids the tracks that the query matched
 * @returns the exit code
 */
export async function printEdit(
  api: Api,
  result: EditResult,
  { ids, dryRun, json }: { readonly ids: number[]; readonly dryRun: boolean; readonly json: boolean },
): Promise<number> {
  const unshown = result.batch === null ? [] : await unshownOf(api, ids);
  if (json) {
    printJson({ ...result, matched: ids.length, dryRun, unshown });
    return 0;
  }
  const matched = countOf(ids.length, 'track');
  // The library lists so many changes and no more.
  const unlisted = result.tracks - new Set(result.changes.map(({ trackId }) => trackId)).size;
  const undo = result.batch === null ? '' : ` (batch ${result.batch}; to undo: descant undo ${result.batch})`;
  printLines([
    ...result.changes.map(
      (change) =>
        `${change.trackId}  ${change.field}: ${shownValues(change.field, change.before)} → ${shownValues(change.field, change.after)}`,
    ),
    ...(unlisted > 0 ? [`… and ${countOf(unlisted, 'more track')}`] : []),
    dryRun ? `${result.tracks} of ${matched} would change` : `${result.tracks} of ${matched} changed${undo}`,
    ...(unshown.length === 0 ? [] : [`${UNSHOWN} ${unshown.join(', ')}`]),
  ]);
  return 0;
}

async function unshownOf(api: Api, ids: readonly number[]): Promise<number[]> {
  const unshown: number[] = [];
  for (let at = 0; at < ids.length; at += IDS_OF_A_REQUEST) {
    unshown.push(...(await api.tracks.unshown.query({ ids: ids.slice(at, at + IDS_OF_A_REQUEST) })));
  }
  return unshown;
}
