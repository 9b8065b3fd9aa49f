/** The details of what is selected: one track, several, or what to do where none is selected. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { selectedAmount } from '../selection/selection.ts';
import { amountOf } from '../selection/track-choice.ts';
import { useSelection } from '../selection/use-selection.ts';
import { useShownTracks } from '../selection/use-shown-tracks.ts';
import { api, errorWords } from '../service/client.ts';
import { useEditedValues } from '../service/edited-values.ts';
import { IconButton } from '../controls/Button.tsx';
import { Loading } from '../controls/Loading.tsx';
import { Note } from '../controls/Note.tsx';
import { t } from '../words/text.ts';
import { detailWithEdits } from './detail-with-edits.ts';
import { HiddenTracks } from './HiddenTracks.tsx';
import styles from './Inspector.module.css';
import { OneTrack } from './OneTrack.tsx';
import { SeveralTracks } from './SeveralTracks.tsx';
import { useHeldWhileTyping } from './typing.ts';

interface InspectorProps {
  /** On narrow windows the inspector lies over the table and is shown only when asked for. */
  readonly shown: boolean;
  readonly onClose: () => void;
}

export function Inspector({ shown, onClose }: InspectorProps) {
  return (
    <aside className={styles.inspector} aria-label={t('Details')} data-shown={shown || undefined}>
      <IconButton icon="close" label={t('Close the details')} className={styles.close} onClick={onClose} />
      <Selected />
    </aside>
  );
}

/** One selected track is shown even where the list does not show it: its name says what is edited. */
function Selected() {
  const selection = useSelection((state) => state.selection);
  const { hidden, error, ...shown } = useShownTracks();
  const tracks = useHeldWhileTyping(shown.tracks, selection);
  const pending = useHeldWhileTyping(shown.pending, selection);
  const selected = selectedAmount(selection);
  if (selected === 0) return <Nothing />;
  const only = selected === 1 ? [...selection.ids][0] : undefined;
  const isHidden = tracks !== null && amountOf(tracks) === 0;
  return (
    <>
      <HiddenTracks selected={selected} hidden={hidden} />
      {only !== undefined ? (
        <Track id={only} />
      ) : isHidden ? null : (
        <SeveralTracks tracks={tracks} selected={selected} locked={pending} error={error} />
      )}
    </>
  );
}

function Track({ id }: { readonly id: number }) {
  const { data, error, isPlaceholderData } = useQuery({
    ...api.tracks.get.queryOptions({ id }),
    placeholderData: keepPreviousData,
  });
  const edits = useEditedValues(({ byTrack }) => byTrack.get(data?.id ?? id));
  if (error !== null) {
    return (
      <div className={styles.nothing}>
        <Note tone="problem">{errorWords(error)}</Note>
      </div>
    );
  }
  if (data === undefined) return <Loading />;
  // What is still shown of the track before is not for editing: it is not the one that is selected.
  return (
    <div inert={isPlaceholderData} className={styles.track}>
      <OneTrack detail={detailWithEdits(data, edits)} />
    </div>
  );
}

function Nothing() {
  return (
    <div className={styles.nothing}>
      <h2>{t('No track selected')}</h2>
      <p>
        {t(
          'Select a track to see and edit its tags. Edited values are shown in red. Every player that reads the mounted folder sees them; the file itself stays unchanged.',
        )}
      </p>
    </div>
  );
}
