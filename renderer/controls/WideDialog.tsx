/** A modal dialog as large as a page of work, with the player in sight below it. Open for as long as it is rendered. */
import { useId, type MouseEvent, type ReactNode } from 'react';
import { t } from '../words/text.ts';
import { IconButton } from './Button.tsx';
import { Key } from './Key.tsx';
import styles from './WideDialog.module.css';
import { useModal } from './use-modal.ts';

interface WideDialogProps {
  readonly title: string;
  /** Beside the title. */
  readonly note: string;
  /** Called when it has closed: callers stop rendering it. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function WideDialog({ title, note, onClose, children }: WideDialogProps) {
  const id = useId();
  const dialog = useModal();

  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={id} onClose={onClose}>
      <div className={styles.sheet}>
        <div className={styles.head}>
          <h2 id={id}>{title}</h2>
          <span className={styles.note}>{note}</span>
          <span aria-hidden="true">
            <Key>{t('Esc')}</Key>
          </span>
          <IconButton icon="close" label={t('Close')} size={13} onClick={closeAround} />
        </div>
        {children}
      </div>
    </dialog>
  );
}

/** Closes the dialog around the button that is pressed, so that the focus goes back to where it came from. */
export function closeAround({ currentTarget }: Pick<MouseEvent, 'currentTarget'>): void {
  currentTarget.closest('dialog')?.close();
}
