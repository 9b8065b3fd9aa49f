/**
 * A modal dialog, open for as long as it is rendered. It closes by its own means (Escape, its buttons), so that the
 * focus goes back to where it came from, and then says so.
 */
import { useId, type ReactNode } from 'react';
import { t } from '../words/text.ts';
import { IconButton } from './Button.tsx';
import styles from './Dialog.module.css';
import { useModal } from './use-modal.ts';

interface DialogProps {
  readonly title: string;
  /** `question` has its answers as buttons, `sheet` a button that closes it. */
  readonly look: 'question' | 'sheet';
  /** Called when it has closed: callers stop rendering it. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Dialog({ title, look, onClose, children }: DialogProps) {
  const id = useId();
  const dialog = useModal();

  return (
    <dialog ref={dialog} className={`${styles.dialog} ${styles[look]}`} aria-labelledby={id} onClose={onClose}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {look === 'sheet' ? (
          <IconButton icon="close" label={t('Close')} size={13} onClick={() => dialog.current?.close()} />
        ) : null}
      </div>
      {children}
    </dialog>
  );
}

/** The answers of a question, the one that changes something last: buttons of type `submit`, which close the dialog. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return (
    <form method="dialog" className={styles.actions}>
      {children}
    </form>
  );
}
