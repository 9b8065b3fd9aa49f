/**
 * What the page says of a check beside the service's words: those name commands of the command line, where the page has
 * buttons and pages of its own.
 */
import type { HealthCheckReport, HealthGroup, HealthSeverity } from '../../app/model/health.ts';
import type { IconName } from '../controls/Icon.tsx';
import { asSentence } from '../words/sentence.ts';

/** Places of the page that are no checks. */
export const DUPLICATES = 'duplicates';
export const VERIFY = 'verify';

export const SEVERITIES: readonly { readonly severity: HealthSeverity; readonly label: string }[] = [
  { severity: 'error', label: 'Errors' },
  { severity: 'warning', label: 'Warnings' },
  { severity: 'notice', label: 'Could be better' },
];

export const GROUP_ICONS: Readonly<Record<HealthGroup, IconName>> = {
  files: 'file',
  mount: 'mount',
  sound: 'sound',
  tags: 'edit',
  albums: 'album',
  names: 'variants',
  covers: 'picture',
};

const SCAN = 'then scan the folder again (Activity)';

/** For checks that a person mends. */
const ADVICE: Readonly<Record<string, string>> = {
  unreadable: `put a good copy of the file in its place, or let it be read by you; ${SCAN}`,
  damaged: `these files are shown and played as they are; write the tags of the original anew with a tag editor, ${SCAN}`,
  missing: `put the files back or plug in their disk, ${SCAN}; their edits and history are kept for them`,
  changed: 'scan the folder again (Activity); if they still cannot be served, verify them',
  unshown: `Descant has the edits, and the mount shows the file unchanged: convert or repair the file, put it in its place, ${SCAN}`,
  refused:
    'keep the file that was kept, or save its tags again in the mount without changing the sound; then dismiss the save in Activity, which deletes the kept file',
  rotten: 'restore the file from a backup, scan the folder again, and verify it once more',
  unanalysed:
    'play the file: it may be damaged, and verifying it says more; it is analysed again when it has changed, or with “Try again” in Activity',
  truncated: `put a whole copy of the file in its place, ${SCAN}`,
  lossy:
    'get the recording from a better source, or keep the smaller lossy file; the spectrum shows where its sound ends',
  upsampled: 'the sound is whole, the file larger than it need be; the spectrum shows where its sound ends',
  untagged: 'name them: edit them in the library, or take names from their files with “Tags from file names”',
  'no-album': 'edit them in the library, or take albums from the names of folders with “Tags from file names”',
  'no-number': 'number them with the action “Number”, or take numbers from the names of files',
  'no-year': 'show them in the library, select those of one year, and give it to all of them',
  'no-genre': 'show them in the library, select those of one genre, and give it to all of them',
  gaps: `add the tracks, ${SCAN}; or mend the numbers, where those are wrong`,
  'no-cover': 'open the album and give it a cover: drop, paste or choose a picture',
  'part-cover': 'open the album and give all of its tracks one cover',
  'several-covers': 'open the album and give all of its tracks one cover',
};

/** What to do about the findings of a check, as a sentence. */
export function adviceOf({ check, advice, fix }: Pick<HealthCheckReport, 'check' | 'advice' | 'fix'>): string {
  if (fix !== null) return asSentence(`the fix ${fix.summary}`);
  return asSentence(ADVICE[check] ?? advice);
}

/** Checks whose findings have a picture of their mean spectrum. */
export function hasSpectrum({ group, check }: Pick<HealthCheckReport, 'group' | 'check'>): boolean {
  return group === 'sound' && check !== 'rotten' && check !== 'unanalysed';
}
