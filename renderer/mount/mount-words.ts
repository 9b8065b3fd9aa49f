/** The state of the mount in words. */
import type { MountState } from '../../app/model/mount.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { day } from '../words/moment.ts';
import { t } from '../words/text.ts';

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
    ? t('Players see your edits there')
    : t('It shows the library of {{asOf}}, and takes no saves', { asOf: day(asOf) });
}

/** @param known whether the service answers: the state may have changed since it did */
export function mountWords(mount: MountState, known = true): MountWords {
  if (!known) return { state: t('Mount unknown'), where: '', more: t('The service does not answer') };
  const at = mount.directory === null ? '' : t('at {{directory}}', { directory: folderForDisplay(mount.directory) });
  switch (mount.state) {
    case 'mounted':
      return { state: t('Mounted'), where: at, more: shownWords(mount) };
    case 'mounting':
      return { state: t('Mounting'), where: at, more: t('Please wait …') };
    case 'failed':
      return { state: t('Not mounted'), where: '', more: t('Mounting failed: see why') };
    case 'unmounted':
    default:
      return { state: t('Not mounted'), where: '', more: t('Players see the original files') };
  }
}
