/** One album of the wall: its cover, square and never cropped, and three lines under it. A click opens the album. */
import { memo, useState, type DragEvent } from 'react';
import type { AlbumRow } from '../../app/model/albums.ts';
import { IconButton } from '../controls/Button.tsx';
import { Cover } from '../controls/Cover.tsx';
import { Icon } from '../controls/Icon.tsx';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { t } from '../words/text.ts';
import { completenessShort, isLossless, isPart, kindWords } from './album-words.ts';
import styles from './Wall.module.css';

interface AlbumTileProps {
  readonly album: AlbumRow | undefined;
  readonly index: number;
  /** Edge of the cover in CSS pixels. */
  readonly edge: number;
  readonly open: boolean;
  /** Whether it takes part in the tab order. */
  readonly stop: boolean;
  readonly onPlay: (album: AlbumRow) => void;
  /** Called with a picture that was dropped on an album without a cover; `null` where none can be given. */
  readonly onPicture: ((album: AlbumRow, file: File) => void) | null;
}

export const AlbumTile = memo(function AlbumTile({
  album,
  index,
  edge,
  open,
  stop,
  onPlay,
  onPicture,
}: AlbumTileProps) {
  const [over, setOver] = useState(false);
  if (album === undefined) return <div className={styles.tile} style={{ width: edge }} data-tile={index} />;
  const canDrop = album.art === null && onPicture !== null;

  function onDrop(event: DragEvent): void {
    const [file] = event.dataTransfer.files;
    setOver(false);
    if (!canDrop || album === undefined || file === undefined) return;
    event.preventDefault();
    onPicture?.(album, file);
  }

  return (
    <div
      className={styles.tile}
      style={{ width: edge }}
      data-tile={index}
      data-open={open || undefined}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!canDrop || !event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <AddressLink
        to={open ? { item: '', at: null } : { item: String(album.id), at: index }}
        className={styles.link}
        aria-expanded={open}
        tabIndex={stop ? 0 : -1}
        draggable={false}
      >
        {album.art === null ? (
          <Sleeve edge={edge} over={over} canDrop={canDrop} />
        ) : (
          <Cover art={album.art} size={edge} />
        )}
        <span className={styles.album}>{album.title}</span>
        <span className={styles.artist}>{album.artist}</span>
        <span className={styles.facts}>
          <span>
            {album.year === null ? null : `${album.year} · `}
            <span className={isPart(album) ? styles.part : undefined}>{completenessShort(album)}</span>
          </span>
          <span className={isLossless(album) ? `${styles.kind} ${styles.lossless}` : styles.kind}>
            {kindWords(album)}
          </span>
        </span>
      </AddressLink>
      <IconButton
        icon="play"
        look="primary"
        size={16}
        round
        label={t('Play {{title}}', { title: album.title })}
        className={styles.play}
        tabIndex={-1}
        onClick={() => onPlay(album)}
      />
    </div>
  );
});

interface SleeveProps {
  readonly edge: number;
  /** Whether a picture is over it. */
  readonly over: boolean;
  readonly canDrop: boolean;
}

/** Stands where there is no cover: an empty sleeve on which one can be dropped. */
function Sleeve({ edge, over, canDrop }: SleeveProps) {
  return (
    <span className={styles.sleeve} style={{ width: edge, height: edge }}>
      <Icon name="album" size={Math.round(edge * 0.22)} />
      <span>{over ? t('Drop it here') : canDrop ? t('No cover: drop one') : t('No cover')}</span>
    </span>
  );
}
