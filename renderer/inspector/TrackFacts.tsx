/** What cannot be edited: measures of the sound, the format of the audio, and the file. */
import { useQuery } from '@tanstack/react-query';
import type { SoundInfo, TrackDetail } from '../../app/model/tracks.ts';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { api } from '../service/client.ts';
import { bitRate, count, fileSize, resolution } from '../words/amounts.ts';
import { decibels } from '../words/decibels.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { moment } from '../words/moment.ts';
import { t } from '../words/text.ts';
import styles from './FieldRow.module.css';

/** The two lines that matter most: sound and audio. */
export function SoundFacts({ detail }: { readonly detail: TrackDetail }) {
  return (
    <>
      <Fact name={t('Sound')}>{soundWords(detail)}</Fact>
      <Fact name={t('Audio')}>{audioWords(detail)}</Fact>
    </>
  );
}

/** Path and size of the file, its copies, and further measures of its sound. */
export function FileFacts({ detail }: { readonly detail: TrackDetail }) {
  const { sound } = detail;
  return (
    <dl className={styles.fields}>
      <Fact name={t('Path')}>{folderForDisplay(detail.path)}</Fact>
      {detail.copies.length === 0 ? null : (
        <Fact name={t('Copies')}>
          <ul>
            {detail.copies.map((copy) => (
              <li key={copy.id}>
                <AddressLink to={{ track: copy.id }}>{folderForDisplay(copy.path)}</AddressLink>
                {copy.identical === false ? ` ${t('(differs in part)')}` : null}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      <RecordingFact id={detail.id} />
      <Fact name={t('Size')}>{fileSize(detail.size)}</Fact>
      <Fact name={t('Added')}>{moment(detail.addedAt)}</Fact>
      {sound === null ? null : (
        <Fact name={t('Spectrum')}>
          {t('centroid {{centroid}}, bandwidth {{bandwidth}}', {
            centroid: hertz(sound.spectralCentroid),
            bandwidth: hertz(sound.spectralBandwidth),
          })}
        </Fact>
      )}
    </dl>
  );
}

/** The recording that the file is, where it was compared. */
function RecordingFact({ id }: { readonly id: number }) {
  const { data } = useQuery(api.recordings.ofTracks.queryOptions({ ids: [id] }));
  const gid = data?.[id];
  return gid === undefined ? null : (
    <Fact name={t('Recording')}>
      <AddressLink to={{ page: 'review', item: `recordings/${gid}`, at: null }}>{gid}</AddressLink>
    </Fact>
  );
}

function hertz(frequency: number): string {
  return `${count(Math.round(frequency))} Hz`;
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className={styles.field}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.fact}>{children}</dd>
    </div>
  );
}

function soundWords({ sound, analysis }: TrackDetail): string {
  if (sound !== null) return soundText(sound);
  if (analysis === 'pending') return t('not analysed yet');
  if (analysis === 'too-short') return t('too short to be compared');
  return analysis === 'done' ? t('no sound found') : t('analysis failed: {{error}}', { error: analysis.error });
}

function soundText({ key, bpm, rmsEnergy }: SoundInfo): string {
  const loudness = rmsEnergy > 0 ? `${decibels(20 * Math.log10(rmsEnergy))} RMS` : null;
  return [key, bpm === null ? null : `${count(Math.round(bpm))} bpm`, loudness]
    .filter((part) => part !== null)
    .join(' · ');
}

/** Two channels are the rule and are not named. */
function audioWords(detail: TrackDetail): string {
  const channels = detail.channels === 1 ? t('mono') : t('{{channels}} channels', { channels: detail.channels });
  return [
    detail.kind,
    detail.bitrate > 0 ? bitRate(detail.bitrate) : null,
    detail.sampleRate > 0 ? resolution(detail.bitsPerSample, detail.sampleRate) : null,
    detail.channels > 0 && detail.channels !== 2 ? channels : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
