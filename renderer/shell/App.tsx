/** The frame: rail, the view in the address, the player, and what lies over them. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ActivityPage } from '../activity/ActivityPage.tsx';
import { FirstRun } from '../first-run/FirstRun.tsx';
import { FoldersPage } from '../folders/FoldersPage.tsx';
import { LibraryPage } from '../library/LibraryPage.tsx';
import { MountPage } from '../mount/MountPage.tsx';
import type { View } from '../navigation/address.ts';
import { useAddress } from '../navigation/use-address.ts';
import { PlayerBar } from '../player/PlayerBar.tsx';
import { usePlayer } from '../playback/player.ts';
import { api, errorWords } from '../service/client.ts';
import { useFields } from '../service/use-fields.ts';
import { Note } from '../controls/Note.tsx';
import { Announcer } from './Announcer.tsx';
import styles from './App.module.css';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { Rail } from './Rail.tsx';
import { ToastLine } from './ToastLine.tsx';
import { useMenu } from './use-menu.ts';
import { useShortcuts } from './use-shortcuts.ts';

const VIEWS: Readonly<Record<View, () => React.JSX.Element>> = {
  library: LibraryPage,
  activity: ActivityPage,
  mount: MountPage,
  folders: FoldersPage,
};

const TITLES: Readonly<Record<View, string>> = {
  library: 'Library',
  activity: 'Activity',
  mount: 'Mount',
  folders: 'Folders',
};

export function App() {
  const summary = useQuery(api.library.summary.queryOptions());
  const fields = useFields();
  useShortcuts();
  useMenu();
  useTitle();

  const error = summary.error ?? fields.error;
  if (summary.data === undefined || fields.data === undefined) {
    return (
      <main className={styles.waiting}>
        {error === null ? null : (
          <Note tone="problem" urgent>
            {errorWords(error)}
          </Note>
        )}
      </main>
    );
  }
  const isNew = summary.data.folders.length === 0 && summary.data.tracks === 0;
  return (
    <>
      {isNew ? <FirstRun /> : <Frame />}
      <ConnectionBanner />
      <ToastLine />
      <Announcer />
      <KeysDialog />
    </>
  );
}

function Frame() {
  const view = useAddress((address) => address.view);
  const Shown = VIEWS[view];
  return (
    <div className={styles.frame} data-view={view}>
      <Rail />
      <Shown />
      <PlayerBar />
    </div>
  );
}

/** What plays, or the view, in the title of the window. */
function useTitle(): void {
  const view = useAddress((address) => address.view);
  const playing = usePlayer((state) => (state.playing ? state.track : null));
  useEffect(() => {
    document.title =
      playing === null ? `${TITLES[view]} – Descant` : [playing.title, playing.artist].filter(Boolean).join(' – ');
  }, [view, playing]);
}
