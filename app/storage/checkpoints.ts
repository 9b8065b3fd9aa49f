/**
 * Settings for how large the writer's log may become before its pages are copied into the database, which is
 * a checkpoint. A page that changes often is copied once for all its changes since the last checkpoint; readers look for
 * each page in the log first, which takes longer in a larger log.
 *
 * A checkpoint is a part of the commit after which it is due: that commit copies thousands of pages and waits for the disk
 * twice more. It is therefore left to commits that nobody waits for: after each edit there are some, of what is derived
 * from it.
 */

/** Pages (4 KiB each) after which a commit that nobody waits for is followed by a checkpoint. */
const USUAL_PAGES = 4000;
/** The same for other commits, and for those of a scan, which changes pages all over the indexes. */
const MOST_PAGES = 16_000;

/** The settings as long as no scan runs: a log that a scan has made large becomes small again. */
export const USUAL_CHECKPOINTS: readonly string[] = [
  `wal_autocheckpoint = ${MOST_PAGES}`,
  `journal_size_limit = ${USUAL_PAGES * 4096}`,
];

/** The settings during a scan. */
export const SCAN_CHECKPOINTS: readonly string[] = [`wal_autocheckpoint = ${MOST_PAGES}`, 'journal_size_limit = -1'];

/** The settings for commits that nobody waits for, as long as no scan runs. */
export const CHECKPOINTS_BEHIND: readonly string[] = [`wal_autocheckpoint = ${USUAL_PAGES}`];
