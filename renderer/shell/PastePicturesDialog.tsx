/** Asks which of the copied pictures tracks are given. */
import { useState } from 'react';
import type { ArtType } from '../../app/model/art.ts';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../controls/Choice.tsx';
import { Dialog, DialogActions } from '../controls/Dialog.tsx';
import { amountOf, type TrackChoice } from '../selection/track-choice.ts';
import { givePictures, type CopiedPictures } from '../service/edit-pictures.ts';
import { fileSize } from '../words/amounts.ts';
import { ART_TYPE_LABELS } from '../words/art-types.ts';
import { t } from '../words/text.ts';
import styles from './CopyDialog.module.css';

interface PastePicturesDialogProps {
  readonly tracks: TrackChoice;
  readonly from: CopiedPictures;
  readonly onClose: () => void;
}

export function PastePicturesDialog({ tracks, from, onClose }: PastePicturesDialogProps) {
  const types = [...new Set(from.pictures.map(({ type }) => type))];
  const [chosen, setChosen] = useState<readonly ArtType[]>(types);
  const sizes = (type: ArtType): string =>
    from.pictures
      .filter((picture) => picture.type === type)
      .map(({ width, height, bytes }) => [width > 0 ? `${width} × ${height}` : '', fileSize(bytes)])
      .map((words) => words.filter(Boolean).join(' · '))
      .join('; ');
  return (
    <Dialog title={t('Pictures of “{{title}}”', { title: from.title })} look="question" onClose={onClose}>
      <div className={styles.form}>
        {types.map((type) => (
          <Choice
            key={type}
            kind="checkbox"
            label={t(ART_TYPE_LABELS[type])}
            hint={sizes(type)}
            checked={chosen.includes(type)}
            onChange={(isChosen) => setChosen(isChosen ? [...chosen, type] : chosen.filter((other) => other !== type))}
          />
        ))}
        <p>{t('{{count}} tracks get the pictures.', { count: amountOf(tracks) })}</p>
        <p>{t('Tracks keep their pictures of other kinds. Undo takes it back.')}</p>
      </div>
      <DialogActions>
        <Button type="submit">{t('Cancel')}</Button>
        <Button
          type="submit"
          look="primary"
          disabled={chosen.length === 0}
          onClick={() =>
            void givePictures(from, 'ids' in tracks ? { ids: tracks.ids } : { query: tracks.query }, chosen)
          }
        >
          {t('Give them the pictures')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
