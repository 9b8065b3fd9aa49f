/**
 * Settings for how large the writer's log may become before its pages are copied into the database, which is
 * a checkpoint. A page that changes often is copied once for all its changes since the last checkpoint; readers look for
 * each page in the log first, which takes longer in a larger log.
 */

/** Pages (4 KiB each) after which a commit is followed by a checkpoint. */
const USUAL_PAGES = 4000;
/** The same while a scan writes, which changes pages all over the indexes. */
const SCAN_PAGES = 16_000;

/** The settings as long as no scan runs: a log that a scan has made large becomes small again. */
export const USUAL_CHECKPOINTS: readonly string[] = [
  `wal_autocheckpoint = ${USUAL_PAGES}`,
  `journal_size_limit = ${USUAL_PAGES * 4096}`,
];

/** The settings during a scan. */
export const SCAN_CHECKPOINTS: readonly string[] = [`wal_autocheckpoint = ${SCAN_PAGES}`, 'journal_size_limit = -1'];
