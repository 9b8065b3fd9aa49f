/**
 * What an import changes of the tracks that were found. What the library knows already stays, unless it is to be
 * replaced; of two dates of addition the earlier one counts, because tracks were added to the older program first.
 * Plays are totals: what an earlier import of the same source has brought is not added again.
 */
import type { EffectiveTrack } from '../../library/effective-track.ts';
import { EFFECTIVE_TRACK_COLUMNS, effectiveTrackOf, type EffectiveTrackRow } from '../../library/effective-track.ts';
import { editableField, FieldNameError } from '../../library/editable-field.ts';
import type { TrackEdit } from '../../library/edits.ts';
import type { FieldChanges } from '../../library/planned-edit.ts';
import { Plays, type PlayTotal } from '../../library/plays.ts';
import type { ImportedCount, ImportedValue } from '../../model/imports.ts';
import type { Connection } from '../../storage/connection.ts';
import type { ImportedRecord } from '../import-record.ts';
import type { Match } from '../matching/match.ts';
import { gathered, type Gathered } from './gathered.ts';
import { ValueCounts } from './value-counts.ts';

export interface PlannedTracks {
  /** Of the tracks that change. */
  readonly edits: readonly TrackEdit[];
  readonly values: Readonly<Record<ImportedValue, ImportedCount>>;
}

interface CurrentRow extends EffectiveTrackRow {
  readonly addedAt: number;
  readonly lastPlayed: number | null;
}

const STEP = 500;

/**
 * @param source which program has counted the plays
 * @param overwrite replaces what the library knows already. The generator yields how many tracks are done
 */
export function* planTracks(
  connection: Connection,
  records: readonly ImportedRecord[],
  matches: ReadonlyMap<unknown, Match>,
  source: string,
  overwrite: boolean,
): Generator<number, PlannedTracks> {
  const counts = new ValueCounts();
  const byTrack = new Map<number, ImportedRecord[]>();
  for (const record of records) {
    const match = matches.get(record);
    counts.note(record, match !== undefined && match.by !== null);
    if (match === undefined || match.by === null) continue;
    byTrack.set(match.trackId, [...(byTrack.get(match.trackId) ?? []), record]);
  }
  const planner = new TrackPlanner(connection, source, overwrite, counts);
  const edits: TrackEdit[] = [];
  let done = 0;
  for (const [id, found] of byTrack) {
    if (done++ % STEP === 0) yield done;
    const edit = planner.plan(id, gathered(found));
    if (edit !== null) edits.push(edit);
  }
  return { edits, values: counts.all };
}

class TrackPlanner {
  readonly #current;
  readonly #plays: Plays;
  readonly #source: string;
  readonly #overwrite: boolean;
  readonly #counts: ValueCounts;
  /** Names of fields in the source, and the fields that they mean; null where none can be edited. */
  readonly #fields = new Map<string, string | null>();

  constructor(connection: Connection, source: string, overwrite: boolean, counts: ValueCounts) {
    this.#current = connection.prepare<[number], CurrentRow>(`
      SELECT ${EFFECTIVE_TRACK_COLUMNS}, track.added_at AS addedAt, track.last_played AS lastPlayed
      FROM track JOIN file ON file.id = track.file_id WHERE track.id = ?`);
    this.#plays = new Plays(connection);
    this.#source = source;
    this.#overwrite = overwrite;
    this.#counts = counts;
  }

  /** @returns null where nothing changes */
  plan(id: number, wanted: Gathered): TrackEdit | null {
    const row = this.#current.get(id);
    if (!row) return null;
    const track = effectiveTrackOf(row);
    const changes: Record<string, readonly string[]> = {};
    const set = (value: ImportedValue, field: string, values: readonly string[]): void => {
      if (this.#changes(value, track, field, values)) changes[field] = values;
    };
    if (wanted.rating !== null) set('ratings', 'rating', [String(wanted.rating)]);
    if (wanted.favourite) set('favourites', 'favourite', ['1']);
    if (wanted.notes.length > 0) set('notes', 'notes', [wanted.notes.join('\n\n')]);
    for (const [name, values] of Object.entries(wanted.fields)) {
      const field = this.#fieldNamed(name);
      if (field !== null) set('fields', field, values);
    }
    if (wanted.added !== null && wanted.added !== row.addedAt) {
      const isTaken = this.#overwrite || wanted.added < row.addedAt;
      if (isTaken) changes['added'] = [new Date(wanted.added).toISOString()];
      this.#counts.decided('added', isTaken);
    }
    const plays = this.#missingPlays(id, wanted);
    if (plays.length > 0 && (wanted.lastPlayed ?? 0) > (row.lastPlayed ?? 0)) this.#counts.decided('lastPlayed', true);
    const isChanged = Object.keys(changes).length > 0 || plays.length > 0;
    return isChanged ? { id, changes: changes satisfies FieldChanges, plays } : null;
  }

  /** Whether a field gets these values: not where it has others that stay. */
  #changes(value: ImportedValue, track: EffectiveTrack, field: string, values: readonly string[]): boolean {
    const now = track.values(field) ?? [];
    if (now.length === values.length && now.every((one, i) => one === values[i])) return false;
    const isTaken = now.length === 0 || this.#overwrite;
    this.#counts.decided(value, isTaken);
    return isTaken;
  }

  #missingPlays(id: number, wanted: Gathered): PlayTotal[] {
    const totals: PlayTotal[] = [
      { kind: 'play', total: playsOf(wanted), lastAt: wanted.lastPlayed, source: this.#source },
      { kind: 'skip', total: wanted.skips, lastAt: wanted.lastSkipped, source: this.#source },
    ];
    const missing = this.#plays.missing(id, totals);
    for (const { kind, count } of missing) this.#counts.decided(kind === 'play' ? 'plays' : 'skips', true, count);
    return totals.filter(({ kind }) => missing.some((one) => one.kind === kind));
  }

  #fieldNamed(name: string): string | null {
    const known = this.#fields.get(name);
    if (known !== undefined) return known;
    let field: string | null = null;
    try {
      field = editableField(name);
    } catch (error) {
      if (!(error instanceof FieldNameError)) throw error;
    }
    this.#fields.set(name, field);
    return field;
  }
}

/** A program that knows when a track was played last and counts no plays has played it once at least. */
function playsOf({ plays, lastPlayed }: Gathered): number {
  return plays === 0 && lastPlayed !== null ? 1 : plays;
}
