/** The art at the head of the inspector; a picture can be dropped on it, chosen, or removed. */
import { useRef, useState, type DragEvent } from 'react';
import type { ComparedTracks } from '../../app/model/compared-tracks.ts';
import type { PictureInfo, TrackDetail } from '../../app/model/tracks.ts';
import { revertFields, setPicture } from '../service/edit-tracks.ts';
import { Button } from '../controls/Button.tsx';
import { hasFiles } from '../controls/dragged-files.ts';
import { thumbnail } from '../controls/thumbnail.ts';
import { showToast } from '../messages/toasts.ts';
import { t } from '../words/text.ts';
import styles from './Art.module.css';
import { PICTURE_TYPES, readPicture } from '../service/picture-file.ts';

const FRONT_COVER = 3;

/** Edge of the widest picture, in CSS pixels. */
const EDGE = 480;

interface ArtProps {
  /** Finds the tracks whose picture a change replaces; none where the person does not want it. */
  readonly choose: () => Promise<readonly number[]>;
  /** How many those are. */
  readonly tracks: number;
  /** The picture that all of them have, `null` for none, or `several` where they differ. */
  readonly art: SharedArt;
  /** Whether the picture of one of them has been edited. */
  readonly edited: boolean;
  /** Whose picture it is. */
  readonly name: string;
}

type SharedArt = ComparedTracks['picture'];

/** The picture that stands for a track: its front cover, or else its first. */
export function artOf({ pictures }: Pick<TrackDetail, 'pictures'>): PictureInfo | null {
  return pictures.find(({ type }) => type === FRONT_COVER) ?? pictures[0] ?? null;
}

export function Art({ choose, tracks, art, edited, name }: ArtProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const picture = art === 'several' ? null : art;
  const [broken, setBroken] = useState<string | null>(null);
  const shown = picture !== null && picture.url !== broken ? picture : null;

  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    try {
      const picture = await readPicture(file);
      await onTracks((ids) => setPicture(ids, picture));
    } catch (error) {
      showToast(error instanceof Error ? error.message : t('The picture could not be read.'), { tone: 'problem' });
    }
  }

  async function onTracks(change: (ids: readonly number[]) => Promise<unknown>): Promise<void> {
    const ids = await choose();
    if (ids.length > 0) await change(ids);
  }

  function onDrop(event: DragEvent): void {
    setOver(false);
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  }

  return (
    <div
      className={styles.art}
      data-over={over || undefined}
      data-edited={edited || undefined}
      onDragOver={(event) => {
        if (!hasFiles(event.dataTransfer)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {shown === null ? (
        <Staff words={wordsWithout(art, tracks)} />
      ) : (
        <img
          className={styles.picture}
          src={thumbnail(shown.url, EDGE, window.devicePixelRatio)}
          alt={t('Art of {{name}}', { name })}
          onError={() => setBroken(shown.url)}
        />
      )}
      <div className={styles.actions}>
        <Button icon="picture" onClick={() => chooser.current?.click()}>
          {art === 'several' ? t('Set one picture') : picture === null ? t('Add a picture') : t('Replace')}
        </Button>
        {edited ? (
          <Button icon="revert" onClick={() => void onTracks((ids) => revertFields(ids, ['picture']))}>
            {t('Restore')}
          </Button>
        ) : null}
        {art === null ? null : (
          <Button icon="remove" onClick={() => void onTracks((ids) => setPicture(ids, null))}>
            {t('Remove')}
          </Button>
        )}
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={t('Picture file')}
        accept={PICTURE_TYPES.join(',')}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </div>
  );
}

/** Said in place of a picture. */
function wordsWithout(art: SharedArt, tracks: number): string {
  if (art === 'several') return t('Several pictures · drop one here to set it for all');
  if (art !== null) return t('The picture in {{count}} files cannot be shown', { count: tracks });
  return tracks === 1 ? t('No picture yet · drop one here') : t('No picture yet · drop one here to set it for all');
}

/** Staff lines with a melody: the quiet sheet that stands where there is no picture. */
function Staff({ words }: { readonly words: string }) {
  return (
    <div className={styles.none}>
      <svg viewBox="0 0 320 220" preserveAspectRatio="none" aria-hidden="true">
        <path className={styles.line} d="M0 80h320M0 95h320M0 110h320M0 125h320M0 140h320" />
        <path className={styles.tune} d="M-10 130c60-30 90 20 150-16s80-36 190-8" />
      </svg>
      <span>{words}</span>
    </div>
  );
}
