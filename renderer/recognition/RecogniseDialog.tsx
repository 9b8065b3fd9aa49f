/** What the files are that a person has dropped or chosen: the tracks that each is, or has a part of, and where. */
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { WideDialog } from '../controls/WideDialog.tsx';
import { chooseSounds } from '../commands/recognise-files.ts';
import { isOpen, MOST_FILES } from '../service/heard-files.ts';
import { recogniser, useHeardFiles } from '../service/recognise-files.ts';
import { t } from '../words/text.ts';
import { HeardFileView } from './HeardFileView.tsx';
import styles from './RecogniseDialog.module.css';

export function RecogniseDialog({ onClose }: { readonly onClose: () => void }) {
  const { files, left } = useHeardFiles();
  const open = files.filter(isOpen).length;
  function close(): void {
    recogniser.clear();
    onClose();
  }
  return (
    <WideDialog
      title={t('Recognise files')}
      note={
        open === 0
          ? t('{{count}} files', { count: files.length })
          : t('{{done}} of {{count}} files', { done: files.length - open, count: files.length })
      }
      onClose={close}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys */}
      <section className={styles.files} aria-label={t('Files')} tabIndex={0}>
        {files.map((heard) => (
          <HeardFileView key={heard.key} heard={heard} />
        ))}
        {left === 0 ? null : (
          <Note tone="plain">
            {t('{{count}} more files are left out: {{most}} are taken at a time.', { count: left, most: MOST_FILES })}
          </Note>
        )}
      </section>
      <footer className={styles.foot}>
        <Button icon="add" onClick={() => void chooseSounds()}>
          {t('Choose files …')}
        </Button>
        {open > 1 ? <Button onClick={() => recogniser.cancel()}>{t('Cancel the rest')}</Button> : null}
        <p>{t('Or drop them on the window. They are compared by their sound, on this machine, and not kept.')}</p>
      </footer>
    </WideDialog>
  );
}
