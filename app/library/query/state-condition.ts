/** Conditions on the state of a track: what `is:` asks for. */
import { HAS_TAG_EDITS } from '../personal-fields.ts';
import type { Condition } from './condition.ts';
import type { TrackStateName } from './rule.ts';

export function stateCondition(name: TrackStateName): Condition {
  return { sql: STATES[name], values: [] };
}

/** Albums and compilations are those of `app/library/catalogue`. A duplicate is a copy: another file with its sound. */
const STATES: Readonly<Record<TrackStateName, string>> = {
  edited: HAS_TAG_EDITS,
  missing: 'track.present = 0',
  broken: 'file.error IS NOT NULL',
  lossless: 'file.lossless = 1',
  analysed: 'analysis.fingerprint IS NOT NULL',
  duplicate: `track.id IN (SELECT track.id FROM file JOIN track ON track.file_id = file.id WHERE file.audio_key IN
    (SELECT audio_key FROM file WHERE audio_key IS NOT NULL AND missing_since IS NULL
      GROUP BY audio_key HAVING count(*) > 1))`,
  incomplete: albumState("album.state = 'incomplete'"),
  compilation: albumState('album.various = 1'),
};

function albumState(condition: string): string {
  return `track.id IN (SELECT track_id FROM album_track JOIN album ON album.id = album_id WHERE ${condition})`;
}
