/** Whether this user may open a mount to others: the check of /etc/fuse.conf that fusermount3 does, with a message. */
import { readFile } from 'node:fs/promises';
import { MountError } from './mount-error.ts';

const CONFIGURATION = '/etc/fuse.conf';

/** @throws MountError `NOT_ALLOWED`, which says what to do */
export async function checkAllowOther(user = process.getuid?.() ?? 0, configuration = CONFIGURATION): Promise<void> {
  if (user === 0) return;
  const lines = await readFile(configuration, 'utf8').catch(() => '');
  if (/^\s*user_allow_other\s*$/m.test(lines)) return;
  throw new MountError(
    'NOT_ALLOWED',
    `The mount may not be opened to other users: add the line "user_allow_other" to ${configuration} (as root), or set mount.others to false.`,
  );
}
