/** Files whose sound ends before its stated end, as the analysis has found when it decoded them. */
import type { HealthCheck } from '../check.ts';
import { fileFinder, READABLE } from '../row-finder.ts';

/** Codecs whose files state their length to the sample. */
const EXACT = "file.codec IN ('flac', 'alac', 'pcm', 'vorbis', 'opus', 'wavpack')";
const LOST = 'file.duration - analysis.fingerprint_duration';

export const truncated: HealthCheck = {
  name: 'truncated',
  group: 'sound',
  severity: 'error',
  words: {
    title: 'Files that are cut off',
    one: 'file ends before its sound does',
    several: 'files end before their sound does',
    advice: 'put a whole copy of the file in its place, then run descant scan',
  },
  finder: fileFinder(
    `${READABLE} AND ${EXACT} AND analysis.fingerprint_duration > 0 AND ${LOST} > 0.5`,
    `printf('%.1f of %.1f s of sound are not there', ${LOST}, file.duration)`,
    'analysis.analysed_at',
    'JOIN analysis ON analysis.file_id = file.id',
  ),
};
