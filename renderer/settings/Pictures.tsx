/** What pictures of one's own take on the disk, and the clean-up of those that nothing names any more. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CleanedArt } from '../../app/model/art.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog, DialogActions } from '../controls/Dialog.tsx';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords, queries } from '../service/client.ts';
import { cleanPictures, unusedPictures } from '../service/edit-pictures.ts';
import { fileSize } from '../words/amounts.ts';
import { t } from '../words/text.ts';
import { Row } from './Row.tsx';

export function Pictures() {
  const { data: about } = useQuery(api.library.about.queryOptions());
  const [unused, setUnused] = useState<CleanedArt | null>(null);

  async function look(): Promise<void> {
    try {
      const found = await unusedPictures();
      if (found.pictures === 0) showToast(t('There is nothing to clean up.'));
      else setUnused(found);
    } catch (error) {
      showToast(errorWords(error), { tone: 'problem' });
    }
  }

  async function clean(): Promise<void> {
    await cleanPictures();
    await queries.invalidateQueries(api.library.about.pathFilter());
  }

  return (
    <>
      <Row name={t('Pictures of your own')} hint={about === undefined ? '' : fileSize(about.bytes.pictures)}>
        <Button title={t('Pictures that no track, no change and no backup names any more')} onClick={() => void look()}>
          {t('Clean up …')}
        </Button>
      </Row>
      {unused === null ? null : (
        <Dialog title={t('Clean up the pictures?')} look="question" onClose={() => setUnused(null)}>
          <p>
            {t('{{count}} pictures take {{size}} and are in use nowhere.', {
              count: unused.pictures,
              size: fileSize(unused.bytes),
            })}
          </p>
          <p>{t('There is no Undo for them. Undo of earlier changes still finds all pictures that it needs.')}</p>
          <DialogActions>
            <Button type="submit">{t('Keep them')}</Button>
            <Button type="submit" look="primary" onClick={() => void clean()}>
              {t('Delete {{count}} pictures', { count: unused.pictures })}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}
