/** The list of keyboard shortcuts, in a modal dialog. */
import { useEffect, useRef } from 'react';
import { IconButton } from '../controls/Button.tsx';
import { KEY_GROUPS } from './key-list.ts';
import { useKeysDialog } from './keys-dialog.ts';
import styles from './KeysDialog.module.css';

export function KeysDialog() {
  const open = useKeysDialog((state) => state.open);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
  }, [open]);
  if (!open) return null;
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby="keys-title"
      onClose={() => useKeysDialog.setState({ open: false })}
    >
      <div className={styles.head}>
        <h2 id="keys-title">Keyboard shortcuts</h2>
        <IconButton icon="close" label="Close" size={13} onClick={() => dialog.current?.close()} />
      </div>
      {KEY_GROUPS.map(({ title, rows }) => (
        <section key={title} className={styles.group}>
          <h3>{title}</h3>
          <dl className={styles.keys}>
            {rows.map(({ keys, label }) => (
              <div key={label}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{label}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </dialog>
  );
}
