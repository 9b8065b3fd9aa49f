/** The findings of a check around what is on screen, each with the row of its first track. */
import type { HealthItem } from '../../app/model/health.ts';
import type { TrackRow } from '../../app/model/tracks.ts';
import { service } from '../service/client.ts';
import { PAGE, usePages } from './use-pages.ts';

export interface Finding {
  readonly item: HealthItem;
  /** Absent for a save that belongs to no track. */
  readonly track: TrackRow | undefined;
}

export function useFindings(check: string, chosen: number | null) {
  return usePages<Finding>(
    [['health', 'items'], { check }],
    async (offset, signal) => {
      const { items } = await service.health.items.query({ check, offset, limit: PAGE }, { signal });
      return withTracks(items, signal);
    },
    chosen,
  );
}

/** Looks up the rows of the first tracks. */
export async function withTracks(items: readonly HealthItem[], signal: AbortSignal): Promise<Finding[]> {
  const ids = [...new Set(items.flatMap(({ trackId }) => trackId ?? []))];
  const rows = ids.length === 0 ? [] : await service.tracks.rows.query({ ids }, { signal });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return items.map((item) => ({ item, track: item.trackId === null ? undefined : byId.get(item.trackId) }));
}

/** What a finding is called: what it is about, or its track. */
export function findingTitle({ item, track }: Finding): string {
  if (item.about !== '') return item.about;
  return track?.title || track?.fileName || fileNameOf(item.path);
}

/** What stands below: who made the track, and what is wrong. */
export function findingNote({ item, track }: Finding): string {
  return [item.about === '' ? track?.artist : '', item.message].filter(Boolean).join(' · ');
}

function fileNameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
