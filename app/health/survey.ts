/**
 * Surveys the library: shows every track and every album to the checks, a page at a time, and keeps what they have found.
 * It lives in the thread for long work, where each page is a call of its own, so that other calls get their turn.
 *
 * What is kept are numbers of tracks and albums; the words of a finding are worked out anew when its page is asked for,
 * so that what has been mended meanwhile is left out.
 */
import { registerUnshownEdits } from '../library/unshown-edits.ts';
import type { HealthReport } from '../model/health.ts';
import type { Connection } from '../storage/connection.ts';
import type { HealthCheck } from './check.ts';
import { CHECKS } from './check-table.ts';
import { checkedAlbums } from './checked-albums.ts';
import { readCheckedTracks, type CheckedTrack } from './checked-track.ts';
import type { CollectedFinding, Collector } from './finders.ts';
import { countRows } from './row-finder.ts';

/** Tracks of a page at least; the last album is read to its end. */
const PAGE = 500;

/** What a check has found: ids of tracks, ids of albums, or findings of their own. Rows are read when asked for. */
export interface Findings {
  readonly count: number;
  readonly keys: readonly number[];
  readonly collected: readonly CollectedFinding[];
}

const NOTHING: Findings = { count: 0, keys: [], collected: [] };

export interface SurveyProgress {
  readonly done: number;
  readonly total: number;
  readonly isComplete: boolean;
}

interface Running {
  readonly version: number;
  /** Tracks album by album; those without an album last. */
  readonly tracks: readonly { readonly id: number; readonly album: number | null }[];
  next: number;
  readonly keys: ReadonlyMap<HealthCheck, number[]>;
  /** The checks whose rows are still to be counted. */
  readonly toCount: HealthCheck[];
  readonly rows: Map<HealthCheck, number>;
  readonly collectors: ReadonlyMap<HealthCheck, Collector>;
}

interface Done {
  readonly version: number;
  readonly report: HealthReport;
  readonly findings: ReadonlyMap<string, Findings>;
}

export class HealthSurvey {
  readonly #connection: Connection;
  #running: Running | null = null;
  #done: Done | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** What the last complete survey has found; null before the first. */
  get report(): HealthReport | null {
    return this.#done?.report ?? null;
  }

  /** Whether nothing has been written to the database since the last complete survey began. */
  isCurrent(): boolean {
    return this.#done?.version === this.#version();
  }

  /** Begins a survey, in the place of one that has not ended. */
  begin(): SurveyProgress {
    const tracks = this.#connection
      .prepare<[], { id: number; album: number | null }>(
        `SELECT track_id AS id, album_id AS album FROM album_track ORDER BY album_id IS NULL, album_id, track_id`,
      )
      .all();
    this.#running = {
      version: this.#version(),
      tracks,
      next: 0,
      keys: new Map(CHECKS.map((check) => [check, []])),
      toCount: CHECKS.filter(({ finder }) => finder.kind === 'rows'),
      rows: new Map(),
      collectors: new Map(
        CHECKS.flatMap((check) => (check.finder.kind === 'library' ? [[check, check.finder.start()]] : [])),
      ),
    };
    return { done: 0, total: tracks.length, isComplete: false };
  }

  /** Looks at the next tracks; after the last ones it counts the rows of one check after the other. */
  advance(): SurveyProgress {
    const running = this.#running!;
    const { tracks, next } = running;
    const ids = pageFrom(tracks, next);
    if (ids.length > 0) this.#look(running, readCheckedTracks(this.#connection, ids));
    running.next = next + ids.length;
    const check = ids.length > 0 ? undefined : running.toCount.pop();
    if (check) this.#count(running, check);
    const isComplete = running.next >= tracks.length && running.toCount.length === 0;
    if (isComplete) this.#end(running);
    return { done: running.next, total: tracks.length, isComplete };
  }

  /** What a check has found at the last complete survey. */
  findings(check: string): Findings {
    return this.#done?.findings.get(check) ?? NOTHING;
  }

  #look({ keys, collectors }: Running, tracks: readonly CheckedTrack[]): void {
    const albums = checkedAlbums(tracks);
    for (const [{ finder }, found] of keys) {
      if (finder.kind === 'tracks') {
        for (const track of tracks) if (finder.find(track) !== null) found.push(track.trackId);
      } else if (finder.kind === 'albums') {
        for (const album of albums) if (finder.find(album) !== null) found.push(album.id);
      }
    }
    for (const collector of collectors.values()) {
      if (collector.track) for (const track of tracks) collector.track(track);
      if (collector.album) for (const album of albums) collector.album(album);
    }
  }

  #count({ rows }: Running, check: HealthCheck): void {
    registerUnshownEdits(this.#connection);
    if (check.finder.kind === 'rows') rows.set(check, countRows(this.#connection, check.finder));
  }

  #end({ version, keys, rows, collectors }: Running): void {
    const findings = new Map<string, Findings>();
    const checks = CHECKS.map((check) => {
      const { name, group, severity, words, finder, fix } = check;
      const collected = collectors.get(check)?.end() ?? [];
      const found = keys.get(check)!;
      const count = finder.kind === 'rows' ? rows.get(check)! : found.length + collected.length;
      findings.set(name, { count, keys: found, collected });
      const { title, one, several, advice } = words;
      return {
        check: name,
        group,
        severity,
        title,
        count,
        found: count === 1 ? one : several,
        advice,
        fix: fix ? { summary: fix.summary, guess: fix.guess, takesValue: fix.takesValue } : null,
      };
    });
    const healthy = checks.every(({ count, severity }) => count === 0 || severity === 'notice');
    this.#running = null;
    this.#done = { version, report: { healthy, checks }, findings };
  }

  /** Changes with each transaction of another connection. */
  #version(): number {
    return this.#connection.pragma('data_version', { simple: true }) as number;
  }
}

function pageFrom(tracks: Running['tracks'], from: number): number[] {
  const last = tracks[Math.min(from + PAGE, tracks.length) - 1]?.album ?? null;
  const isOfLast = (index: number): boolean => last !== null && tracks[index]?.album === last;
  let to = Math.min(from + PAGE, tracks.length);
  while (isOfLast(to)) to += 1;
  return tracks.slice(from, to).map(({ id }) => id);
}
