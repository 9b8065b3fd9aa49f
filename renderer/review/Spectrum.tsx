/** The mean spectrum of a track as a picture, with the frequency at which its sound ends, and what that says. */
import { useQuery } from '@tanstack/react-query';
import { Note } from '../controls/Note.tsx';
import { api, errorWords } from '../service/client.ts';
import { asSentence } from '../words/sentence.ts';
import { perLanguage } from '../words/language-in-use.ts';
import { t } from '../words/text.ts';
import { frequencyMarks, placeOfFrequency, spectrumLine } from './spectrum-path.ts';
import styles from './Spectrum.module.css';

const SIZE = { width: 640, height: 160 };
/** Room for the frequencies. */
const FOOT = 18;

interface SpectrumProps {
  readonly track: number;
  /** What the page says of the sound already. */
  readonly said: string;
}

const oneDecimal = perLanguage(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);

function kilohertzOf(frequency: number): string {
  return `${oneDecimal().format(frequency / 1000)} kHz`;
}

export function Spectrum({ track, said }: SpectrumProps) {
  const { data, error } = useQuery(api.tracks.get.queryOptions({ id: track }));
  if (error !== null) return <Note tone="problem">{errorWords(error)}</Note>;
  if (data === undefined) return null;
  if (data.quality === null) {
    return (
      <p className={styles.none}>
        {data.analysis === 'pending'
          ? t('The track is still to be analysed; its spectrum appears then.')
          : t('Its sound could not be measured, so there is no spectrum.')}
      </p>
    );
  }
  const { spectrum, quality, findings } = data.quality;
  const others = findings.filter(({ words }) => !said.startsWith(words));
  const { cutOff } = quality;
  const end = cutOff === null ? null : placeOfFrequency(cutOff, spectrum, SIZE.width);
  const ends =
    cutOff === null
      ? t('The sound fades out')
      : t('The sound ends at {{frequency}}', { frequency: kilohertzOf(cutOff) });
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <b>{t('Mean spectrum')}</b>
        <span>
          {t('{{ends}}, of {{frequency}} that the file has room for', {
            ends,
            frequency: kilohertzOf(spectrum.highest),
          })}
        </span>
      </figcaption>
      <svg
        className={styles.picture}
        viewBox={`0 0 ${SIZE.width} ${SIZE.height + FOOT}`}
        role="img"
        aria-label={`${ends}. ${findings.map(({ words }) => asSentence(words)).join(' ')}`}
      >
        {end === null ? null : (
          <>
            <rect className={styles.empty} x={end} y={0} width={SIZE.width - end} height={SIZE.height} />
            <path className={styles.end} d={`M${end} 0V${SIZE.height}`} />
          </>
        )}
        <path className={styles.area} d={`${spectrumLine(spectrum, SIZE)}V${SIZE.height}H0Z`} />
        <path className={styles.line} d={spectrumLine(spectrum, SIZE)} />
        <path className={styles.axis} d={`M0 ${SIZE.height}H${SIZE.width}`} />
        {frequencyMarks(spectrum, SIZE.width).map((kilohertz) => {
          const at = placeOfFrequency(kilohertz * 1000, spectrum, SIZE.width);
          return (
            <text
              key={kilohertz}
              className={styles.mark}
              x={at}
              y={SIZE.height + 13}
              textAnchor={kilohertz === 0 ? 'start' : at > SIZE.width - 30 ? 'end' : 'middle'}
            >
              {kilohertz === 0 ? '0 kHz' : kilohertz}
            </text>
          );
        })}
      </svg>
      <ul className={styles.findings}>
        {others.map(({ finding, confidence, words }) => (
          <li key={finding}>
            {asSentence(words)}{' '}
            {confidence < 1 ? t('({{percent}} % sure)', { percent: Math.round(confidence * 100) }) : ''}
          </li>
        ))}
      </ul>
    </figure>
  );
}
