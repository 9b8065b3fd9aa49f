/** The views of the mount with the best of several copies only. */
import type { ViewSetting } from '../../app/model/mount.ts';

/** @param views as they are kept; the mount has one view of all tracks where none is */
export function onlyBestCopies(views: readonly ViewSetting[]): ViewSetting[] {
  const kept: readonly ViewSetting[] =
    views.length > 0 ? views : [{ name: '', query: '', playlist: false, bestCopies: false }];
  return kept.map((view) => ({ ...view, bestCopies: true }));
}
