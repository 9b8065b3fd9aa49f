/** The tracks of a disc in their order, with the numbers that the library lacks; each can be played and queued. */
import type { MouseEvent } from 'react';
import type { AlbumDetail, AlbumDisc } from '../../app/model/albums.ts';
import type { TrackRow } from '../../app/model/tracks.ts';
import { openTrackMenu } from '../commands/track-menu.ts';
import { IconButton } from '../controls/Button.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { Icon } from '../controls/Icon.tsx';
import { Stars } from '../controls/Stars.tsx';
import { play, usePlayer } from '../playback/player.ts';
import { queueLast, queueNext } from '../playback/queue-commands.ts';
import { editTracks } from '../service/edit-tracks.ts';
import { clock } from '../words/duration.ts';
import { t } from '../words/text.ts';
import { trackIds } from './album-commands.ts';
import styles from './AlbumContent.module.css';
import { discRows } from './disc-rows.ts';

interface DiscTracksProps {
  readonly disc: AlbumDisc;
  readonly album: AlbumDetail;
  /** Whether they are those of another day, which have no menu. */
  readonly past: boolean;
}

export function DiscTracks({ disc, album, past }: DiscTracksProps) {
  const playing = usePlayer((state) => state.track?.id ?? null);
  return (
    <ol className={styles.tracks}>
      {discRows(disc, album.completeness).map((row) =>
        row.kind === 'track' ? (
          <Track key={row.track.id} track={row.track} album={album} past={past} playing={row.track.id === playing} />
        ) : (
          <li key={`missing ${row.from}`} className={styles.gone}>
            <span className={styles.number}>{row.from === row.to ? row.from : `${row.from}–${row.to}`}</span>
            <span className={styles.name}>{t('not in the library')}</span>
          </li>
        ),
      )}
    </ol>
  );
}

interface TrackProps {
  readonly track: TrackRow;
  readonly album: AlbumDetail;
  readonly past: boolean;
  readonly playing: boolean;
}

function Track({ track, album, past, playing }: TrackProps) {
  const start = (): void => void play(track, { kind: 'tracks', ids: trackIds(album) });
  const edited = track.editedFields.includes('title');
  function onContextMenu(event: MouseEvent): void {
    event.preventDefault();
    openTrackMenu({ x: event.clientX, y: event.clientY }, { ids: [track.id] });
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its buttons do the same by keyboard
    <li
      className={styles.track}
      data-playing={playing || undefined}
      onDoubleClick={start}
      onContextMenu={past ? undefined : onContextMenu}
    >
      <button
        type="button"
        className={styles.number}
        title={t('Play {{title}}', { title: track.title })}
        onClick={start}
      >
        <span className={styles.digits}>{playing ? '▸' : (track.trackNumber ?? '–')}</span>
        <Icon name="play" size={11} />
        <Hidden>{t('Play {{title}}', { title: track.title })}</Hidden>
      </button>
      <span className={styles.name} data-edited={edited || undefined}>
        {track.title}
        {edited ? <Hidden> {t('(edited)')}</Hidden> : null}
        {track.artist === album.artist ? null : <small>{track.artist}</small>}
      </span>
      <span className={styles.more}>
        <IconButton
          icon="playNext"
          size={14}
          label={t('Play {{title}} next', { title: track.title })}
          onClick={() => queueNext([track.id])}
        />
        <IconButton
          icon="playLast"
          size={14}
          label={t('Add {{title}} to the queue', { title: track.title })}
          onClick={() => queueLast([track.id])}
        />
      </span>
      <span className={styles.rating}>
        <Stars
          rating={track.rating}
          {...(past
            ? {}
            : {
                onRate: (rating: number | null) =>
                  void editTracks([track.id], { rating: rating === null ? null : [String(rating)] }),
              })}
        />
      </span>
      <span className={styles.time}>{track.duration > 0 ? clock(track.duration) : null}</span>
    </li>
  );
}
