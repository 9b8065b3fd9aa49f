/** Everything about one track: art, title, fields, technical facts, what sounds like it, and its history. */
import { useState } from 'react';
import type { FieldValue, TrackDetail } from '../../app/model/tracks.ts';
import { editTracks, revertFields } from '../service/edit-tracks.ts';
import { Note } from '../controls/Note.tsx';
import { isForPrograms } from '../words/field-names.ts';
import { moment } from '../words/moment.ts';
import { AddField } from './AddField.tsx';
import { Art, artOf } from './Art.tsx';
import { FieldRow } from './FieldRow.tsx';
import { valuesToText } from '../words/field-text.ts';
import { t } from '../words/text.ts';
import fieldStyles from './FieldRow.module.css';
import styles from './Inspector.module.css';
import { Pictures } from './Pictures.tsx';
import { fieldsInOrder } from './shared-fields.ts';
import { Similar } from './Similar.tsx';
import { FileFacts, SoundFacts } from './TrackFacts.tsx';
import { Tools } from './Tools.tsx';
import { TrackHistory } from './TrackHistory.tsx';

export function OneTrack({ detail }: { readonly detail: TrackDetail }) {
  const [added, setAdded] = useState<{ readonly track: number; readonly field: string } | null>(null);
  const present = detail.fields.filter((value) => value.field !== 'picture');
  const extra: readonly FieldValue[] =
    added !== null && added.track === detail.id && !present.some((value) => value.field === added.field)
      ? [{ field: added.field, values: [], original: null, edit: null }]
      : [];
  const fields = fieldsInOrder([...present, ...extra]);
  const folded = fields.filter(isFolded);
  const by = [detail.artist, detail.album].filter((text) => text !== '').join(' · ');
  return (
    <>
      <Art
        choose={() => Promise.resolve([detail.id])}
        tracks={1}
        art={artOf(detail)}
        edited={detail.editedFields.includes('picture')}
        name={detail.album === '' ? detail.title : detail.album}
      />
      <div className={styles.who}>
        <h2>{detail.title}</h2>
        <p>{by === '' ? t('No artist or album') : by}</p>
      </div>
      <Tools tracks={1} choose={() => Promise.resolve({ ids: [detail.id] })} />
      {detail.error === null ? null : (
        <div className={styles.problem}>
          <Note tone="problem">{t('This file could not be read: {{reason}}', { reason: detail.error })}</Note>
        </div>
      )}
      {detail.missing ? (
        <div className={styles.problem}>
          <Note tone="problem">
            {t(
              'The file is missing. What to do: put it back and scan its folder again, or remove the folder from the library.',
            )}
          </Note>
        </div>
      ) : null}
      <dl className={fieldStyles.fields}>
        {fields
          .filter((value) => !isFolded(value))
          .map((value) => (
            <Field key={`${detail.id} ${value.field}`} id={detail.id} value={value} isNew={extra.includes(value)} />
          ))}
        <SoundFacts detail={detail} />
      </dl>
      {folded.length === 0 ? null : (
        <details className={fieldStyles.more}>
          <summary>{t('{{count}} technical fields', { count: folded.length })}</summary>
          <dl className={fieldStyles.fields}>
            {folded.map((value) => (
              <Field key={`${detail.id} ${value.field}`} id={detail.id} value={value} isNew={false} />
            ))}
          </dl>
        </details>
      )}
      <AddField present={fields.map(({ field }) => field)} onAdd={(field) => setAdded({ track: detail.id, field })} />
      <Pictures detail={detail} />
      <Similar detail={detail} />
      <TrackHistory id={detail.id} />
      <section className={styles.section} aria-labelledby="file-of-track">
        <h3 id="file-of-track">{t('File')}</h3>
      </section>
      <FileFacts detail={detail} />
    </>
  );
}

/** Fields for programs stay folded unless they have been edited. */
function isFolded({ field, edit, original }: FieldValue): boolean {
  return isForPrograms(field) && edit === null && original !== null;
}

function Field({
  id,
  value: { field, values, original, edit },
  isNew,
}: {
  readonly id: number;
  readonly value: FieldValue;
  readonly isNew: boolean;
}) {
  return (
    <FieldRow
      field={field}
      track={id}
      values={values}
      edited={edit !== null}
      startEditing={isNew}
      note={
        edit === null
          ? null
          : t('{{original}} · by {{author}}, {{at}}', {
              original:
                original === null ? t('not in the file') : t('was {{value}}', { value: valuesToText(field, original) }),
              author: edit.author,
              at: moment(edit.at),
            })
      }
      onCommit={(next) => editTracks([id], { [field]: next.length === 0 ? null : next })}
      onRevert={() => revertFields([id], [field])}
    />
  );
}
