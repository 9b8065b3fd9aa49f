/**
 * Several tracks at once: what they share, where they differ, and an editor that changes all of them as one batch.
 * Fields are compared over at most `COMPARED` tracks; an edit reaches all that are selected and shown in the list.
 */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { editChoice, revertChoice } from '../selection/edit-choice.ts';
import { amountOf, idsOf, type TrackChoice } from '../selection/track-choice.ts';
import { useSelection } from '../selection/use-selection.ts';
import { chooseSelected } from '../selection/use-selected-choice.ts';
import { api, errorWords, service } from '../service/client.ts';
import { Note } from '../controls/Note.tsx';
import { span } from '../words/duration.ts';
import { AddField } from './AddField.tsx';
import { Art } from './Art.tsx';
import { FieldRow } from './FieldRow.tsx';
import { valuesToText } from '../words/field-text.ts';
import { t } from '../words/text.ts';
import fieldStyles from './FieldRow.module.css';
import styles from './Inspector.module.css';
import { sharedFields } from './shared-fields.ts';
import { Tools } from './Tools.tsx';
import { useHeldWhileTyping } from './typing.ts';

/** As many as the service compares. */
const COMPARED = 1000;
const NONE: readonly number[] = [];

interface SeveralTracksProps {
  /** The selected tracks that the list shows; `null` until they are known. */
  readonly tracks: TrackChoice | null;
  /** Number of selected tracks, shown or not. */
  readonly selected: number;
  /** Whether nothing may be edited because the list is about to change. */
  readonly locked: boolean;
  /** Why the tracks are not known, or `null`. */
  readonly error: unknown;
}

export function SeveralTracks({ tracks, selected, locked, error: unknown }: SeveralTracksProps) {
  const all = tracks === null ? selected : amountOf(tracks);
  const { data: first, error: uncounted } = useFirstIds(tracks);
  const selection = useSelection((state) => state.selection);
  const compared = useHeldWhileTyping(first, selection) ?? NONE;
  const { data, error: unread } = useQuery({
    queryKey: [['tracks', 'compare'], { ids: compared }] as const,
    queryFn: ({ signal }) => service.tracks.compare.query({ ids: [...compared] }, { signal }),
    enabled: compared.length > 0,
  });
  const [added, setAdded] = useState<string | null>(null);
  const error = unknown ?? uncounted ?? unread;
  const fields = data === undefined ? [] : sharedFields(data.fields).filter(({ field }) => field !== 'picture');
  const extra =
    data !== undefined && added !== null && !fields.some(({ field }) => field === added)
      ? [{ field: added, values: [], differing: [], edited: 0 }]
      : [];

  return (
    <div inert={locked}>
      {data === undefined ? null : (
        <Art
          choose={async () => idsOf((await chooseSelected()) ?? { ids: [] })}
          tracks={all}
          art={data.picture}
          edited={data.editedPictures > 0}
          name={data.album === null || data.album === '' ? t('{{count}} tracks', { count: all }) : data.album}
        />
      )}
      <div className={styles.who}>
        <h2>{t('{{count}} tracks', { count: all })}</h2>
        <p>
          {data !== undefined && all > compared.length
            ? t('The first {{amount}} are compared. An edit changes all {{all}}.', { amount: compared.length, all })
            : data === undefined
              ? t('an edit changes all of them')
              : t('{{duration}} · an edit changes all of them', { duration: span(data.duration) })}
        </p>
      </div>
      <Tools tracks={all} choose={chooseSelected} />
      {error === null ? null : (
        <div className={styles.problem}>
          <Note tone="problem">{errorWords(error)}</Note>
        </div>
      )}
      <dl className={fieldStyles.fields}>
        {[...fields, ...extra].map(({ field, values, differing, edited }) => (
          <FieldRow
            key={field}
            field={field}
            track={null}
            values={values}
            edited={edited > 0}
            several={t('several values')}
            suggestions={differing.map((value) => valuesToText(field, value))}
            startEditing={extra.some((shared) => shared.field === field)}
            note={edited === 0 ? null : t('edited in {{edited}} of {{amount}}', { edited, amount: compared.length })}
            onCommit={(next) => edit((chosen) => editChoice(chosen, { [field]: next.length === 0 ? null : next }))}
            onRemove={() => edit((chosen) => editChoice(chosen, { [field]: null }))}
            onRevert={() => edit((chosen) => revertChoice(chosen, [field]))}
          />
        ))}
      </dl>
      {data !== undefined ? <AddField present={fields.map(({ field }) => field)} onAdd={setAdded} /> : null}
    </div>
  );
}

/** Edits the selected tracks that are meant. @returns whether it was done */
async function edit(run: (tracks: TrackChoice) => Promise<boolean>): Promise<boolean> {
  const tracks = await chooseSelected();
  return tracks !== null && run(tracks);
}

/** The tracks that are compared: the first ones of the list, or of the selection. */
function useFirstIds(tracks: TrackChoice | null): { data: readonly number[] | undefined; error: unknown } {
  const list = tracks !== null && 'query' in tracks ? tracks : null;
  const query = list?.query ?? '';
  const sort = [...(list?.sort ?? [])];
  const found = useQuery({
    ...api.tracks.ids.queryOptions({ query, sort, limit: COMPARED }),
    enabled: list !== null,
  });
  const ids = useMemo(() => (tracks !== null && 'ids' in tracks ? tracks.ids.slice(0, COMPARED) : undefined), [tracks]);
  return list === null ? { data: ids, error: null } : found;
}
