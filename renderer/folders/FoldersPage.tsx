/** The folders whose music the library holds, and where the library itself lies. */
import { useState, type FormEvent } from 'react';
import type { LibrarySummary } from '../../app/model/library.ts';
import type { WatchedRoot } from '../../app/model/watch.ts';
import { api, errorWords, queries, service } from '../service/client.ts';
import { tracksChanged } from '../service/follow-events.ts';
import { useSummary } from '../service/use-summary.ts';
import { Button } from '../controls/Button.tsx';
import { Definitions } from '../controls/Definitions.tsx';
import { Dialog, DialogActions } from '../controls/Dialog.tsx';
import { Note } from '../controls/Note.tsx';
import { Page, Section } from '../controls/Page.tsx';
import { showToast } from '../messages/toasts.ts';
import { count, countOf, fileSize } from '../words/amounts.ts';
import { span } from '../words/duration.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { addFolder } from '../folder-choice/add-folder.ts';
import { FolderField } from '../folder-choice/FolderField.tsx';
import styles from './FoldersPage.module.css';
import { useWatched, WatchState, WatchSwitch } from './Watch.tsx';

type Folder = LibrarySummary['folders'][number];

export function FoldersPage() {
  const summary = useSummary();
  const watched = useWatched();
  return (
    <Page
      title="Folders"
      lead="The library holds the music in these folders. Descant reads the files and never writes to them: your edits are kept in the library."
    >
      <Section
        title="Music folders"
        aside={
          <Button look="quiet" onClick={() => void report(service.scan.start.mutate({}))}>
            Scan all folders
          </Button>
        }
      >
        <ul className={styles.folders}>
          {summary?.folders.map((folder) => (
            <FolderRow
              key={folder.id}
              folder={folder}
              watched={watched.find(({ path }) => path === folder.path) ?? null}
            />
          ))}
        </ul>
        <AddFolder />
        <WatchSwitch />
      </Section>
      {summary === null ? null : (
        <Section title="The library">
          <Numbers summary={summary} />
        </Section>
      )}
    </Page>
  );
}

function FolderRow({ folder, watched }: { readonly folder: Folder; readonly watched: WatchedRoot | null }) {
  const [asking, setAsking] = useState(false);
  const name = folderForDisplay(folder.path);

  async function remove(): Promise<void> {
    await report(service.library.removeFolder.mutate({ id: folder.id }));
    await queries.invalidateQueries(api.library.summary.pathFilter());
    tracksChanged(null, 'now');
  }

  return (
    <li className={styles.folder}>
      <span className={styles.path}>
        {name}
        <WatchState watched={watched} />
      </span>
      <Button
        look="quiet"
        aria-label={`Scan again: ${name}`}
        onClick={() => void report(service.scan.start.mutate({ paths: [folder.path] }))}
      >
        Scan again
      </Button>
      <Button look="quiet" aria-label={`Remove… ${name}`} onClick={() => setAsking(true)}>
        Remove…
      </Button>
      {asking ? (
        <Dialog title={`Remove ${name} from the library?`} look="question" onClose={() => setAsking(false)}>
          <p>
            Its tracks leave the library; the files stay where they are, unchanged. Your edits are kept: they are back
            when you add the folder again.
          </p>
          <DialogActions>
            <Button type="submit">Keep the folder</Button>
            <Button type="submit" look="primary" onClick={() => void remove()}>
              Remove the folder
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
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      await addFolder(path);
      setPath('');
      setProblem(null);
    } catch (error) {
      setProblem(errorWords(error));
    }
  }
  return (
    <form className={styles.add} onSubmit={(event) => void submit(event)}>
      <FolderField label="Add a folder" value={path} onChange={setPath} />
      <Button type="submit" size="large" disabled={path.trim() === ''}>
        Add
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

function Numbers({ summary }: { readonly summary: LibrarySummary }) {
  const rows: readonly (readonly [string, string])[] = [
    [
      'Contents',
      [countOf(summary.tracks, 'track'), countOf(summary.albums, 'album'), countOf(summary.artists, 'artist')].join(
        ', ',
      ),
    ],
    ['Duration', span(summary.duration)],
    ['Size', fileSize(summary.bytes)],
    ['Edited', countOf(summary.editedTracks, 'track')],
    [
      'Analysed',
      `${countOf(summary.analysed, 'track')}${summary.analysisFailed > 0 ? `, ${count(summary.analysisFailed)} failed` : ''}`,
    ],
    ['Missing', countOf(summary.missing, 'file')],
    ['Library folder', folderForDisplay(summary.library)],
  ];
  return <Definitions look="facts" nameWidth="160px" rows={rows.map(([name, text]) => ({ key: name, name, text }))} />;
}

async function report(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}
