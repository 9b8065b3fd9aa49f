/** Conditions on the state of a track: what `is:` asks for. */
import { HAS_TAG_EDITS } from '../personal-fields.ts';
import { among, type Condition } from './condition.ts';
import type { TrackStateName } from './rule.ts';

export function stateCondition(name: TrackStateName): Condition {
  return STATES[name];
}

/**
 * Albums and compilations are those of `app/library/catalogue`. A duplicate is a copy: another file with its
 * sound that is not set aside.
 */
const STATES: Readonly<Record<TrackStateName, Condition>> = {
  edited: { sql: HAS_TAG_EDITS, values: [] },
  missing: { sql: '(track.present = 0 AND file.missing_since IS NOT NULL)', values: [] },
  broken: { sql: 'file.error IS NOT NULL', values: [] },
  lossless: { sql: 'file.lossless = 1', values: [] },
  analysed: { sql: 'analysis.fingerprint IS NOT NULL', values: [] },
  duplicate: among(`SELECT track.id FROM file JOIN track ON track.file_id = file.id WHERE file.audio_key IN
    (SELECT audio_key FROM file WHERE audio_key IS NOT NULL AND missing_since IS NULL
      AND id NOT IN (SELECT file_id FROM track AS aside_track WHERE aside > 0)
      GROUP BY audio_key HAVING count(*) > 1)`),
  incomplete: albumState("album.state = 'incomplete'"),
  compilation: albumState('album.various = 1'),
};

function albumState(condition: string): Condition {
  return among(`SELECT track_id FROM album_track JOIN album ON album.id = album_id WHERE ${condition}`);
}
