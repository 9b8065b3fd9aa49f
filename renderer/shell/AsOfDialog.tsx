/** Asks for the day as of which the library is shown. */
import { useRef, useState } from 'react';
import { showsPast } from '../catalog/pages.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { goTo, useAddress } from '../navigation/use-address.ts';
import { momentOf } from '../words/as-of.ts';
import { t } from '../words/text.ts';
import { AsOfField } from './AsOfField.tsx';
import styles from './CopyDialog.module.css';

export function AsOfDialog({ onClose }: { readonly onClose: () => void }) {
  const { page, asOf } = useAddress();
  const [day, setDay] = useState(asOf);
  const form = useRef<HTMLFormElement>(null);
  const close = (): void => form.current?.closest('dialog')?.close();
  return (
    <Dialog title={t('The library as of a date')} look="question" onClose={onClose}>
      <form
        ref={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (momentOf(day) === null) return;
          goTo({ page: showsPast(page) ? page : 'library', asOf: day });
          close();
        }}
      >
        <p>
          {t('Tracks with the tags, ratings and files that they had at the end of that day. Nothing can be edited.')}
        </p>
        <AsOfField label={t('Day')} value={day} required onChange={setDay} />
        <div className={styles.answers}>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button type="submit" look="primary">
            {t('Show the library')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
