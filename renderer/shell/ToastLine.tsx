/** The one short message over the player, with its action. Read out politely; it waits while one is on it. */
import { Button, IconButton } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { hideToast, holdToast, releaseToast, useToast } from '../messages/toasts.ts';
import styles from './ToastLine.module.css';

export function ToastLine() {
  const toast = useToast((state) => state.toast);
  return (
    <output className={styles.region}>
      {toast === null ? null : (
        <div
          key={toast.id}
          className={styles.toast}
          onPointerEnter={holdToast}
          onPointerLeave={releaseToast}
          onFocus={holdToast}
          onBlur={releaseToast}
        >
          {toast.tone === 'problem' ? (
            <span className={styles.problem}>
              <Icon name="warning" size={15} />
            </span>
          ) : null}
          <span className={styles.text}>{toast.text}</span>
          {toast.action === null ? null : (
            <Button
              look="quiet"
              className={styles.action}
              onClick={() => {
                const { action } = toast;
                hideToast();
                action?.run();
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton icon="close" size={12} label="Dismiss the message" onClick={hideToast} />
        </div>
      )}
    </output>
  );
}
