/** The frame: rail, the page in the address, the player, and what lies over them. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { pageLabel } from '../catalog/pages.ts';
import { FirstRun } from '../first-run/FirstRun.tsx';
import { keepFocus } from '../navigation/keep-focus.ts';
import { useAddress } from '../navigation/use-address.ts';
import { PlayerBar } from '../player/PlayerBar.tsx';
import { QueuePanel } from '../queue/QueuePanel.tsx';
import { ActionsDialog } from '../actions/ActionsDialog.tsx';
import { CompareDialog } from '../recognition/CompareDialog.tsx';
import { RecogniseDialog } from '../recognition/RecogniseDialog.tsx';
import { closeDialog, useOpenDialog } from '../commands/open-dialog.ts';
import { TrackMenu } from '../commands/TrackMenu.tsx';
import { usePlayer } from '../playback/player.ts';
import { WhichTracksDialog } from '../selection/WhichTracksDialog.tsx';
import { api, errorWords } from '../service/client.ts';
import { useFields } from '../service/use-fields.ts';
import { Note } from '../controls/Note.tsx';
import { t } from '../words/text.ts';
import { Announcer } from './Announcer.tsx';
import styles from './App.module.css';
import { AsOfDialog } from './AsOfDialog.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { CopyDialog } from './CopyDialog.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { SubmitDialog } from './SubmitDialog.tsx';
import { DropVeil } from './DropVeil.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { PAGE_COMPONENTS } from './page-components.ts';
import { PaletteDialog } from './PaletteDialog.tsx';
import { PastePicturesDialog } from './PastePicturesDialog.tsx';
import { PlaylistChooser } from './PlaylistChooser.tsx';
import { QueryDialog } from './QueryDialog.tsx';
import { Rail } from './Rail.tsx';
import { RecordingDialog } from './RecordingDialog.tsx';
import { ToastLine } from './ToastLine.tsx';
import { useAppearance } from './use-appearance.ts';
import { useFileDrop } from './use-file-drop.ts';
import { usePageLanguage } from './use-language.ts';
import { useMenu } from './use-menu.ts';
import { useTaskProgress } from './use-task-progress.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { showWholeTexts } from './whole-texts.ts';

export function App() {
  const summary = useQuery(api.library.summary.queryOptions());
  const fields = useFields();
  useShortcuts();
  useMenu();
  useTaskProgress();
  useAppearance();
  usePageLanguage();
  useTitle();
  useEffect(keepFocus, []);
  useEffect(showWholeTexts, []);

  const isNew = summary.data?.folders.length === 0 && summary.data.tracks === 0;
  const dropping = useFileDrop(summary.data !== undefined && !isNew);

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
  return (
    <div className={styles.app}>
      <ConnectionBanner />
      {isNew ? <FirstRun /> : <Frame />}
      <ToastLine />
      <Announcer />
      <TrackMenu />
      <CommandDialog />
      <WhichTracksDialog />
      {dropping ? <DropVeil /> : null}
    </div>
  );
}

function Frame() {
  const Shown = PAGE_COMPONENTS[useAddress((address) => address.page)];
  return (
    <div className={styles.frame}>
      <Rail />
      <Shown />
      <QueuePanel />
      <PlayerBar />
    </div>
  );
}

/** The dialog that a command has opened. */
function CommandDialog() {
  const dialog = useOpenDialog((state) => state.dialog);
  if (dialog === null) return null;
  const onClose = (): void => closeDialog(dialog);
  if (dialog.kind === 'palette') return <PaletteDialog chosen={dialog.chosen} onClose={onClose} />;
  if (dialog.kind === 'actions') {
    return <ActionsDialog tracks={dialog.tracks} action={dialog.action} onClose={onClose} />;
  }
  if (dialog.kind === 'compare') return <CompareDialog ids={dialog.ids} onClose={onClose} />;
  if (dialog.kind === 'recognise') return <RecogniseDialog onClose={onClose} />;
  if (dialog.kind === 'copy') return <CopyDialog tracks={dialog.tracks} onClose={onClose} />;
  if (dialog.kind === 'paste-pictures') {
    return <PastePicturesDialog tracks={dialog.tracks} from={dialog.from} onClose={onClose} />;
  }
  if (dialog.kind === 'recording') return <RecordingDialog change={dialog.edit} onClose={onClose} />;
  if (dialog.kind === 'as-of') return <AsOfDialog onClose={onClose} />;
  if (dialog.kind === 'query') return <QueryDialog query={dialog.query} onClose={onClose} />;
  if (dialog.kind === 'export') {
    return <ExportDialog tracks={dialog.tracks} asOf={dialog.asOf ?? ''} onClose={onClose} />;
  }
  if (dialog.kind === 'submit') return <SubmitDialog tracks={dialog.tracks} onClose={onClose} />;
  if (dialog.kind === 'add-to-playlist') return <PlaylistChooser tracks={dialog.tracks} onClose={onClose} />;
  return <KeysDialog onClose={onClose} />;
}

/** What plays, or the page, in the title of the window. */
function useTitle(): void {
  const page = useAddress((address) => address.page);
  const playing = usePlayer((state) => (state.playing ? state.track : null));
  const title =
    playing === null ? `${t(pageLabel(page))} – Descant` : [playing.title, playing.artist].filter(Boolean).join(' – ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
