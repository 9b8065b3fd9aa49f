/** The art at the head of the inspector; a picture can be dropped on it, chosen, or removed. */
import { useRef, useState, type DragEvent } from 'react';
import type { TrackDetail } from '../../app/model/tracks.ts';
import { revertFields, setPicture } from '../service/edit-tracks.ts';
import { Button } from '../controls/Button.tsx';
import { showToast } from '../messages/toasts.ts';
import { countOf } from '../words/amounts.ts';
import styles from './Art.module.css';
import { PICTURE_TYPES, readPicture } from './picture-file.ts';

interface ArtProps {
  /** Tracks whose picture a change replaces. */
  readonly ids: readonly number[];
  /** The track whose picture is shown; `null` for several tracks. */
  readonly detail: TrackDetail | null;
}

export function Art({ ids, detail }: ArtProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const picture = detail?.pictures.find(({ type }) => type === 3) ?? detail?.pictures[0] ?? null;
  const [broken, setBroken] = useState<string | null>(null);
  const shown = picture !== null && picture.url !== broken ? picture : null;

  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    try {
      await setPicture(ids, await readPicture(file));
    } catch (error) {
      showToast(error instanceof Error ? error.message : 'The picture could not be read.', { tone: 'problem' });
    }
  }

  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  }

  return (
    <div
      className={styles.art}
      data-over={over || undefined}
      data-edited={detail?.editedFields.includes('picture') === true || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {shown === null ? (
        <Staff words={wordsWithout(detail, ids.length, picture !== null)} />
      ) : (
        <img
          className={styles.picture}
          src={shown.url}
          alt={detail === null ? '' : `Art of ${detail.album === '' ? detail.title : detail.album}`}
          onError={() => setBroken(shown.url)}
        />
      )}
      <div className={styles.actions}>
        <Button icon="picture" onClick={() => chooser.current?.click()}>
          {detail === null ? 'Set a picture' : picture === null ? 'Add a picture' : 'Replace'}
        </Button>
        {detail?.editedFields.includes('picture') === true ? (
          <Button icon="revert" onClick={() => void revertFields(ids, ['picture'])}>
            Restore
          </Button>
        ) : null}
        {picture === null && detail !== null ? null : (
          <Button icon="remove" onClick={() => void setPicture(ids, null)}>
            Remove
          </Button>
        )}
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label="Picture file"
        accept={PICTURE_TYPES.join(',')}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </div>
  );
}

function wordsWithout(detail: TrackDetail | null, tracks: number, broken: boolean): string {
  if (detail === null) return `${countOf(tracks, 'track')} · drop a picture here to set it for all`;
  return broken ? 'The picture in this file cannot be shown' : 'No picture yet · drop one here';
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
