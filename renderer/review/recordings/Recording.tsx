/** One recording: its files, the best first, its MusicBrainz ids, what programs have told of it, and its log. */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { RecordingDetail } from '../../../app/model/recordings.ts';
import { openDialog } from '../../commands/open-dialog.ts';
import { Button } from '../../controls/Button.tsx';
import { Note } from '../../controls/Note.tsx';
import { AddressLink } from '../../navigation/AddressLink.tsx';
import { useChoiceSource } from '../../selection/track-choice.ts';
import { api, errorWords } from '../../service/client.ts';
import { disableMbid } from '../../service/edit-recordings.ts';
import { bitRate, fileSize } from '../../words/amounts.ts';
import { clock } from '../../words/duration.ts';
import { folderForDisplay } from '../../words/folder-path.ts';
import { moment } from '../../words/moment.ts';
import { t } from '../../words/text.ts';
import { Detail } from '../Detail.tsx';
import { reasonWords } from '../reason-words.ts';
import { showInLibrary } from '../review-commands.ts';
import { changesOnce, toldWords } from './recording-words.ts';
import styles from './recordings.module.css';

export function Recording({ gid }: { readonly gid: string }) {
  const { data, error } = useQuery(api.recordings.get.queryOptions({ recording: gid }));
  if (error !== null) {
    return (
      <Note tone="problem" urgent>
        {errorWords(error)}
      </Note>
    );
  }
  return data === undefined ? null : <Known recording={data} />;
}

function Known({ recording }: { readonly recording: RecordingDetail }) {
  const { gid, merged, tracks } = recording;
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const ids = tracks.map(({ id }) => id);
  const out = ids.filter((id) => chosen.has(id));
  const [best] = tracks;
  useChoiceSource({ amount: () => ids.length, choose: () => Promise.resolve({ ids }) });

  function choose(id: number, isOut: boolean): void {
    setChosen(new Set(isOut ? [...chosen, id] : [...chosen].filter((other) => other !== id)));
  }

  return (
    <Detail
      title={best?.title || t('A recording')}
      note={[best?.artist, t('{{count}} tracks', { count: tracks.length })].filter(Boolean).join(' · ')}
      foot={
        <>
          <Button
            look="primary"
            disabled={out.length === 0 || out.length === ids.length}
            onClick={() => openDialog({ kind: 'recording', edit: { kind: 'split', tracks: out } })}
          >
            {out.length === 0 ? t('Take tracks out …') : t('Take {{count}} tracks out …', { count: out.length })}
          </Button>
          <Button disabled={ids.length === 0} onClick={() => showInLibrary(ids.map((id) => `id:${id}`).join(' , '))}>
            {t('Show in library')}
          </Button>
        </>
      }
    >
      <div className={styles.scroller}>
        <table className={styles.table}>
          <caption>{t('Files, the best first')}</caption>
          <tbody>
            {tracks.map((track) => (
              <tr key={track.id}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={t('Take out {{path}}', { path: track.path })}
                    checked={chosen.has(track.id)}
                    onChange={(event) => choose(track.id, event.target.checked)}
                  />
                </td>
                <th scope="row">
                  <AddressLink to={{ page: 'library', query: `id:${track.id}`, track: track.id }}>
                    {track.title || String(track.id)}
                  </AddressLink>
                  <small>{folderForDisplay(track.path)}</small>
                </th>
                <td>
                  {track.kind}
                  <small>{[clock(track.duration), bitRate(track.bitrate), fileSize(track.bytes)].join(' · ')}</small>
                </td>
                <td>{track.reason ? reasonWords(track.reason) : tracks.length > 1 ? t('the best') : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Facts title={t('Its ids')}>
        <li>
          <code>{gid}</code>
        </li>
        {merged.map((old) => (
          <li key={old}>
            <code>{old}</code> <span>{t('was merged into it')}</span>
          </li>
        ))}
      </Facts>
      <Told recording={recording} />
      <Log recording={recording} />
    </Detail>
  );
}

/** What programs have submitted. */
function Told({
  recording: { gid, mbids, metadata, foreignIds, fingerprints },
}: {
  readonly recording: RecordingDetail;
}) {
  const times = (submissions: number): string => t('{{count}} submissions', { count: submissions });
  return (
    <>
      <Facts title={t('MusicBrainz ids')}>
        {mbids.map(({ mbid, disabled, submissions }) => (
          <li key={mbid}>
            <code className={disabled ? styles.disabled : undefined}>{mbid}</code> <span>{times(submissions)}</span>
            <Button
              size="small"
              aria-label={disabled ? t('Enable {{mbid}}', { mbid }) : t('Disable {{mbid}}', { mbid })}
              onClick={() => void disableMbid(gid, mbid, !disabled)}
            >
              {disabled ? t('It belongs to it') : t('It does not belong to it')}
            </Button>
          </li>
        ))}
      </Facts>
      <Facts title={t('What programs have told of it')}>
        {metadata.map((told) => (
          <li key={JSON.stringify(told)}>
            {toldWords(told)} <span>{times(told.submissions)}</span>
          </li>
        ))}
        {foreignIds.map(({ vendor, foreignId, submissions }) => (
          <li key={`${vendor} ${foreignId}`}>
            {vendor} <code>{foreignId}</code> <span>{times(submissions)}</span>
          </li>
        ))}
        {fingerprints.map(({ id, duration, format, submissions }) => (
          <li key={id}>
            {[t('Fingerprint'), format, clock(duration)].filter(Boolean).join(' · ')} <span>{times(submissions)}</span>
          </li>
        ))}
      </Facts>
    </>
  );
}

function Log({ recording: { madeAt, changes } }: { readonly recording: RecordingDetail }) {
  return (
    <Facts title={t('Log')}>
      {changesOnce(changes).map(({ at, what, note, batch }) => (
        <li key={`${batch} ${at} ${what} ${note}`}>
          <time dateTime={new Date(at).toISOString()}>{moment(at)}</time> {note}
        </li>
      ))}
      <li>
        <time dateTime={new Date(madeAt).toISOString()}>{moment(madeAt)}</time> {t('found')}
      </li>
    </Facts>
  );
}

/** A list under a heading; none where there is nothing in it. */
function Facts({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const isEmpty = [children].flat(2).filter(Boolean).length === 0;
  return isEmpty ? null : (
    <section className={styles.facts} aria-label={title}>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}
