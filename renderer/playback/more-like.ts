/** Plays a track, and then what sounds like it for as long as one listens. */
import { service } from '../service/client.ts';
import { playTracks } from './player.ts';
import { requestPlay } from './play-requests.ts';
import { usePlayer } from './player-state.ts';

/** Similar tracks that are queued at once; the queue grows by itself behind them. */
const FIRST = 20;

/** @throws what the service says where nothing is known of the sound of the track */
export async function playMoreLike(id: number): Promise<void> {
  const isLatest = requestPlay();
  const found = await service.tracks.similar.query({ id, limit: FIRST });
  const playable = found.filter(({ track }) => track.error === null && !track.missing);
  if (!isLatest()) return;
  usePlayer.setState({ endless: true });
  await playTracks([id, ...playable.map(({ track }) => track.id)], false);
}
