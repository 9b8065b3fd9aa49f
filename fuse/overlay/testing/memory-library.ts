/** For tests: a library in memory over FLAC files in a folder, whose tracks the tests change at will. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout, Tags } from '../../formats/layout.ts';
import type {
  OverlaySidecar,
  OverlayTrack,
  PlaylistTrack,
  SavedPlaylist,
  SavedPlaylistEntry,
  SavedPlaylistSource,
  SidecarEntry,
  TrackSource,
  TreeEntry,
} from '../track-source.ts';
import { stampOf } from './stamp-of.ts';

export const AUDIO = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 251));

/** A FLAC file as the overlay sees it: STREAMINFO and audio, no tags. */
export const FLAC_LAYOUT: Layout = {
  container: 'flac',
  properties: {
    codec: 'flac',
    duration: 1,
    sampleRate: 44_100,
    channels: 2,
    bitsPerSample: 16,
    bitrate: 1,
    lossless: true,
  },
  audio: { offset: 42, length: AUDIO.length },
  tags: {},
  pictures: [],
  kept: [{ kind: '0', range: { offset: 8, length: 34 } }],
  detail: {},
};

export class MemoryLibrary implements TrackSource {
  readonly #folder: string;
  readonly tracks = new Map<number, OverlayTrack>();
  readonly sidecars = new Map<number, OverlaySidecar & SidecarEntry>();
  /** Playlists by view. */
  readonly playlists = new Map<number, readonly PlaylistTrack[]>();
  /** Playlists that a person keeps, by id. */
  readonly saved = new Map<
    number,
    SavedPlaylistEntry & Pick<SavedPlaylist, 'isRule'> & { readonly ids: readonly number[] }
  >();
  readonly savedPlaylists: SavedPlaylistSource = {
    entries: async () => [...this.saved.values()],
    playlist: async (id) => this.#playlist(id),
    onChange: (listener) => {
      this.#playlistListeners.add(listener);
      return () => this.#playlistListeners.delete(listener);
    },
  };
  /** Whether every read fails. */
  broken = false;
  /** Runs while a track is being read. */
  duringRead: (() => void) | null = null;
  #files = 0;
  readonly #listeners = new Set<(ids: readonly number[]) => void>();
  readonly #playlistListeners = new Set<(ids: readonly number[]) => void>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async add(id: number, tags: Tags, more: Partial<OverlayTrack> = {}): Promise<OverlayTrack> {
    this.#files += 1;
    const path = join(this.#folder, `${id}-${this.#files}.flac`);
    writeFileSync(
      path,
      Buffer.concat([Buffer.from('fLaC'), Buffer.from([0x80, 0, 0, 34]), Buffer.alloc(34, 1), AUDIO]),
    );
    const stamp = stampOf(path);
    const track: OverlayTrack = {
      id,
      tags,
      extension: 'flac',
      addedAt: 1000,
      path: Buffer.from(path),
      stamp,
      layout: FLAC_LAYOUT,
      pictures: [],
      generation: 0,
      editedAt: 0,
      ...more,
    };
    this.tracks.set(id, track);
    return track;
  }

  edit(id: number, tags: Tags, editedAt: number): void {
    const track = this.tracks.get(id) as OverlayTrack;
    this.tracks.set(id, { ...track, tags, editedAt, generation: track.generation + 1 });
    this.announce([id]);
  }

  remove(id: number): void {
    this.tracks.delete(id);
    this.announce([id]);
  }

  announce(ids: readonly number[]): void {
    for (const listener of this.#listeners) listener(ids);
  }

  /** Sets a playlist; its path has folders and a name. Null deletes it. */
  save(id: number, path: string | null, ids: readonly number[] = [], isRule = false): void {
    const folders = path?.split('/') ?? [];
    if (path === null) this.saved.delete(id);
    else this.saved.set(id, { id, name: folders.pop() ?? '', folders, ids, isRule });
    for (const listener of this.#playlistListeners) listener([id]);
  }

  async *entries(): AsyncIterable<readonly TreeEntry[]> {
    this.#check();
    for (const track of this.tracks.values()) yield [track];
  }

  async entriesOf(ids: readonly number[]): Promise<readonly TreeEntry[]> {
    this.#check();
    return ids.flatMap((id) => this.tracks.get(id) ?? []);
  }

  async track(id: number): Promise<OverlayTrack | null> {
    this.#check();
    const track = this.tracks.get(id) ?? null;
    await Promise.resolve();
    this.duringRead?.();
    await Promise.resolve();
    return track;
  }

  async sidecarsIn(folders: readonly number[]): Promise<readonly SidecarEntry[]> {
    return [...this.sidecars.values()].filter(({ folder }) => folders.includes(folder));
  }

  async sidecar(id: number): Promise<OverlaySidecar | null> {
    return this.sidecars.get(id) ?? null;
  }

  async playlist(view: number): Promise<readonly PlaylistTrack[]> {
    return this.playlists.get(view) ?? [];
  }

  onChange(listener: (ids: readonly number[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #playlist(id: number): SavedPlaylist | null {
    const saved = this.saved.get(id);
    if (saved === undefined) return null;
    const { name, ids, isRule } = saved;
    const tracks = ids.flatMap((one) => this.tracks.get(one) ?? []);
    return {
      name,
      isRule,
      changedAt: 7000,
      tracks: tracks.map((track) => ({
        id: track.id,
        artist: track.tags['artist']?.[0] ?? '',
        title: track.tags['title']?.[0] ?? '',
        duration: 1,
        changedAt: track.editedAt,
      })),
    };
  }

  #check(): void {
    if (this.broken) throw new Error('disk unplugged');
  }
}
