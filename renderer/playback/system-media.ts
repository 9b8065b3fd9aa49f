/** What the system shows of the player and its media keys: the track, its cover, the place in it. */
import type { TrackRow } from '../../app/model/tracks.ts';
import { usePlayer } from './player-state.ts';

interface MediaCommands {
  readonly play: () => void;
  readonly pause: () => void;
  readonly next: () => Promise<void>;
  readonly previous: () => Promise<void>;
  /** @param position seconds */
  readonly seek: (position: number) => void;
}

const session = 'mediaSession' in navigator ? navigator.mediaSession : null;

export function followMediaKeys({ play, pause, next, previous, seek }: MediaCommands): void {
  session?.setActionHandler('play', play);
  session?.setActionHandler('pause', pause);
  session?.setActionHandler('nexttrack', () => void next());
  session?.setActionHandler('previoustrack', () => void previous());
  session?.setActionHandler('seekto', ({ seekTime }) => seek(seekTime ?? 0));
}

export function describeTrack(track: TrackRow): void {
  if (session === null) return;
  session.metadata = new MediaMetadata({
    title: track.title,
    artist: track.artist,
    album: track.album,
    artwork: track.art === null ? [] : [{ src: track.art }],
  });
}

/** Tells the place after a jump, a pause or a start; in between the system counts by itself. */
export function describePosition(): void {
  const { position, duration, playing } = usePlayer.getState();
  if (session === null) return;
  session.playbackState = playing ? 'playing' : 'paused';
  if (duration > 0) session.setPositionState({ duration, position: Math.min(position, duration), playbackRate: 1 });
}
