/** The state of the mount in words. */
import type { MountState } from '../../app/model/mount.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { day } from '../words/moment.ts';

export interface MountWords {
  /** One or two words. */
  readonly state: string;
  /** `at ~/Descant`, or empty. */
  readonly where: string;
  readonly more: string;
}

/** What players see in the mount. */
export function shownWords({ asOf }: MountState): string {
  return asOf === undefined
    ? 'Players see your edits there'
    : `It shows the library of ${day(asOf)}, and takes no saves`;
}

/** @param known whether the service answers: the state may have changed since it did */
export function mountWords(mount: MountState, known = true): MountWords {
  if (!known) return { state: 'Mount unknown', where: '', more: 'The service does not answer' };
  const at = mount.directory === null ? '' : `at ${folderForDisplay(mount.directory)}`;
  switch (mount.state) {
    case 'mounted':
      return { state: 'Mounted', where: at, more: shownWords(mount) };
    case 'mounting':
      return { state: 'Mounting', where: at, more: 'Please wait …' };
    case 'failed':
      return { state: 'Not mounted', where: '', more: 'Mounting failed: see why' };
    case 'unmounted':
    default:
      return { state: 'Not mounted', where: '', more: 'Players see the original files' };
  }
}
