/**
 * What to do about the findings of checks that a person mends, where the service's words name commands of the command
 * line: the page has buttons and pages of its own.
 */
import type { Text } from '../words/text.ts';

/** By the name of the check. */
export const ADVICE: Readonly<Record<string, Text>> = {
  unreadable:
    'put a good copy of the file in its place, or let it be read by you; then scan the folder again (Activity)',
  damaged:
    'these files are shown and played as they are; write the tags of the original anew with a tag editor, then scan the folder again (Activity)',
  missing:
    'put the files back or plug in their disk, then scan the folder again (Activity); their edits and history are kept for them',
  changed: 'scan the folder again (Activity); if they still cannot be served, verify them',
  unshown:
    'Descant has the edits, and the mount shows the file unchanged: convert or repair the file, put it in its place, then scan the folder again (Activity)',
  refused:
    'keep the file that was kept, or save its tags again in the mount without changing the sound; then dismiss the save in Activity, which deletes the kept file',
  rotten: 'restore the file from a backup, scan the folder again, and verify it once more',
  unanalysed:
    'play the file: it may be damaged, and verifying it says more; it is analysed again when it has changed, or with “Try again” in Activity',
  truncated: 'put a whole copy of the file in its place, then scan the folder again (Activity)',
  lossy:
    'get the recording from a better source, or keep the smaller lossy file; the spectrum shows where its sound ends',
  upsampled: 'the sound is whole, the file larger than it need be; the spectrum shows where its sound ends',
  untagged: 'name them: edit them in the library, or take names from their files with “Tags from file names”',
  'no-album': 'edit them in the library, or take albums from the names of folders with “Tags from file names”',
  'no-number': 'number them with the action “Number”, or take numbers from the names of files',
  'no-year': 'show them in the library, select those of one year, and give it to all of them',
  'no-genre': 'show them in the library, select those of one genre, and give it to all of them',
  gaps: 'add the tracks, then scan the folder again (Activity); or mend the numbers, where those are wrong',
  'no-cover': 'open the album and give it a cover: drop, paste or choose a picture',
  'part-cover': 'open the album and give all of its tracks one cover',
  'several-covers': 'open the album and give all of its tracks one cover',
};
