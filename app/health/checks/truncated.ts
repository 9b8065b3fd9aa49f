/**
 * Files whose sound ends before its stated end: as the analysis has found when it decoded them, or, of MPEG audio, as the
 * scan has found (`fuse/formats/mp3/cut-off.ts`).
 */
import type { HealthCheck } from '../check.ts';
import { fileFinder, READABLE } from '../row-finder.ts';

/** Codecs whose files state their length to the sample. */
const EXACT = "file.codec IN ('flac', 'alac', 'pcm', 'vorbis', 'opus', 'wavpack')";
const LOST = 'file.duration - analysis.fingerprint_duration';
const DECODED = `${EXACT} AND analysis.fingerprint_duration > 0 AND ${LOST} > 0.5`;
const cut = (part: string): string => `json_extract(file.layout, '$.detail.cut.${part}')`;
/** Few layouts mention it: the others are not read as JSON. */
const CUT = `(file.codec LIKE 'mp_' AND instr(file.layout, '"cut"') > 0 AND ${cut('confidence')} > 0)`;
const SURE = `CAST(round(100 * ${cut('confidence')}) AS INTEGER)`;
const CUT_WORDS = `iif(${cut('seconds')} > 0,
  printf('%.1f s of sound that its header states are not there (%d %% sure)', ${cut('seconds')}, ${SURE}),
  printf('its last frame is cut off (%d %% sure)', ${SURE}))`;

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
    `${READABLE} AND ((${DECODED}) OR ${CUT})`,
    `iif(${CUT}, ${CUT_WORDS}, printf('%.1f of %.1f s of sound are not there', ${LOST}, file.duration))`,
    `iif(${CUT}, file.scanned_at, analysis.analysed_at)`,
    'LEFT JOIN analysis ON analysis.file_id = file.id',
  ),
};
