/** The one short message over the player, with its action. Read out politely; it waits while one is on it. */
import { Button, IconButton } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { hideToast, holdToast, releaseToast, useToast } from '../messages/toasts.ts';
import { cancelCopying, useCopyProgress } from '../service/copy-tracks.ts';
import { useEditProgress } from '../service/edit-progress.ts';
import { cancelExport, useExportProgress } from '../service/export-tracks.ts';
import { cancelFilling, useFillProgress } from '../service/fill-covers.ts';
import { cancelRun, useActionProgress } from '../service/run-actions.ts';
import { pausedWords } from '../words/progress.ts';
import { t } from '../words/text.ts';
import styles from './ToastLine.module.css';

export function ToastLine() {
  const toast = useToast((state) => state.toast);
  return (
    <output className={styles.region}>
      <ActionProgressLine />
      <EditProgressLine />
      <CopyProgressLine />
      <ExportProgressLine />
      <FillProgressLine />
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
          <IconButton icon="close" size={12} label={t('Dismiss the message')} onClick={hideToast} />
        </div>
      )}
    </output>
  );
}

/** How far an edit of many tracks has come, where it takes long. */
function EditProgressLine() {
  const progress = useEditProgress(({ shown }) => shown);
  if (progress === null) return null;
  const words = t('Changing {{done}} of {{count}} tracks …', { done: progress.done, count: progress.total });
  return (
    <div className={styles.toast}>
      <span className={styles.text}>{words}</span>
      <ProgressBar part={progress.done / progress.total} label={t('Changing tracks')} words={words} />
    </div>
  );
}

/** How far the copying to a folder is, with the way to stop it. */
function CopyProgressLine() {
  const running = useCopyProgress((state) => state.running);
  if (running === null) return null;
  const { done, total, isPaused } = running;
  const words = pausedWords(
    isPaused,
    total === null ? t('Reading the library …') : t('Copying {{done}} of {{count}} files …', { done, count: total }),
  );
  return (
    <div className={styles.toast}>
      <span className={styles.text}>{words}</span>
      <ProgressBar part={total === null ? null : done / Math.max(1, total)} label={t('Copying files')} words={words} />
      <Button look="quiet" className={styles.action} onClick={() => void cancelCopying()}>
        {t('Cancel')}
      </Button>
    </div>
  );
}

/** How far an export is, with the way to break it off. */
function ExportProgressLine() {
  const running = useExportProgress((state) => state.running);
  if (running === null) return null;
  const { done, total, isPaused } = running;
  const words = pausedWords(isPaused, t('Exporting {{done}} of {{count}} tracks …', { done, count: total }));
  return (
    <div className={styles.toast}>
      <span className={styles.text}>{words}</span>
      <ProgressBar part={done / Math.max(1, total)} label={t('Exporting tracks')} words={words} />
      <Button look="quiet" className={styles.action} onClick={() => void cancelExport()}>
        {t('Cancel')}
      </Button>
    </div>
  );
}

/** How many of the pictures that covers are filled from have been read, with the way to stop it. */
function FillProgressLine() {
  const reading = useFillProgress((state) => state.reading);
  if (reading === null) return null;
  const { done, total } = reading;
  const words = t('Reading {{done}} of {{count}} pictures …', { done, count: total });
  return (
    <div className={styles.toast}>
      <span className={styles.text}>{words}</span>
      <ProgressBar part={done / total} label={t('Fill the covers')} words={words} />
      <Button look="quiet" className={styles.action} onClick={cancelFilling}>
        {t('Cancel')}
      </Button>
    </div>
  );
}

/** How far the changes of many tracks have been worked out, with the way to stop before anything is changed. */
function ActionProgressLine() {
  const planning = useActionProgress((state) => state.planning);
  if (planning === null) return null;
  const { run, done, total } = planning;
  const words =
    total === 0
      ? t('Working out the changes …')
      : t('Working out {{done}} of {{count}} tracks …', { done, count: total });
  return (
    <div className={styles.toast}>
      <span className={styles.text}>{words}</span>
      <ProgressBar part={total === 0 ? null : done / total} label={t('Working out the changes')} words={words} />
      <Button look="quiet" className={styles.action} onClick={() => void cancelRun(run)}>
        {t('Cancel')}
      </Button>
    </div>
  );
}
