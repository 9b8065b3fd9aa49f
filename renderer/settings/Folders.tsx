/** The folders whose music the library holds: scan, remove, add, and how far the scan is. */
import { useRef, useState, type FormEvent } from 'react';
import type { LibrarySummary } from '../../app/model/library.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog, DialogActions } from '../controls/Dialog.tsx';
import { Note } from '../controls/Note.tsx';
import { addFolder } from '../folder-choice/add-folder.ts';
import { FolderField } from '../folder-choice/FolderField.tsx';
import { showToast } from '../messages/toasts.ts';
import { useFocusTarget } from '../navigation/focus-targets.ts';
import { api, errorWords, queries, service } from '../service/client.ts';
import { tracksChanged } from '../service/follow-events.ts';
import { useJobs } from '../service/use-jobs.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { jobName, progressWords } from '../words/progress.ts';
import { t } from '../words/text.ts';
import styles from './Folders.module.css';
import { ProgressLine } from './ProgressLine.tsx';
import { Row } from './Row.tsx';
import { useWatched, watchWords } from './watched.ts';

type Folder = LibrarySummary['folders'][number];

export function Folders({ folders }: { readonly folders: readonly Folder[] }) {
  const watched = useWatched();
  return (
    <>
      <ul aria-label={t('Folders')}>
        {folders.map((folder) => (
          <FolderRow
            key={folder.id}
            folder={folder}
            state={watchWords(watched.find(({ path }) => path === folder.path))}
          />
        ))}
      </ul>
      <ScanLine />
      <AddFolder />
    </>
  );
}

/** What “Scan again” and “Add” have begun. */
function ScanLine() {
  const scan = useJobs().find(({ job, state }) => job === 'scan' && state === 'running');
  if (scan === undefined) return null;
  return <ProgressLine label={jobName('scan')} words={progressWords(scan) ?? ''} done={scan.done} total={scan.total} />;
}

/** Scans all folders for changes. */
export function ScanAll() {
  return (
    <Button look="quiet" onClick={() => void report(service.scan.start.mutate({}))}>
      {t('Scan all folders')}
    </Button>
  );
}

function FolderRow({ folder, state }: { readonly folder: Folder; readonly state: string }) {
  const [asking, setAsking] = useState(false);
  const name = folderForDisplay(folder.path);

  async function remove(): Promise<void> {
    await report(service.library.removeFolder.mutate({ id: folder.id }));
    await queries.invalidateQueries(api.library.summary.pathFilter());
    tracksChanged(null, 'now');
  }

  return (
    <li>
      <Row name={name} code hint={state}>
        <Button
          look="quiet"
          aria-label={t('Scan again: {{name}}', { name })}
          onClick={() => void report(service.scan.start.mutate({ paths: [folder.path] }))}
        >
          {t('Scan again')}
        </Button>
        <Button look="quiet" aria-label={t('Remove … {{name}}', { name })} onClick={() => setAsking(true)}>
          {t('Remove …')}
        </Button>
      </Row>
      {asking ? (
        <Dialog
          title={t('Remove {{name}} from the library?', { name })}
          look="question"
          onClose={() => setAsking(false)}
        >
          <p>
            {t(
              'Its tracks leave the library; the files stay where they are, unchanged. Your edits are kept: they are back when you add the folder again.',
            )}
          </p>
          <DialogActions>
            <Button type="submit">{t('Keep the folder')}</Button>
            <Button type="submit" look="primary" onClick={() => void remove()}>
              {t('Remove the folder')}
            </Button>
          </DialogActions>
        </Dialog>
      ) : null}
    </li>
  );
}

function AddFolder() {
  const [path, setPath] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useFocusTarget('add-folder', () => form.current?.querySelector('input')?.focus());

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (adding) return;
    setAdding(true);
    try {
      await addFolder(path);
      setPath('');
      setProblem(null);
    } catch (error) {
      setProblem(errorWords(error));
    } finally {
      setAdding(false);
    }
  }

  return (
    <form ref={form} className={styles.add} onSubmit={(event) => void submit(event)}>
      <FolderField label={t('Add a folder')} value={path} onChange={setPath} />
      <Button type="submit" size="large" disabled={path.trim() === '' || adding}>
        {adding ? t('Adding …') : t('Add')}
      </Button>
      {problem === null ? null : (
        <div className={styles.problem}>
          <Note tone="problem" urgent>
            {problem}
          </Note>
        </div>
      )}
    </form>
  );
}

async function report(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}
