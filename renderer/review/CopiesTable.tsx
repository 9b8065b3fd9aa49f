/** Copies beside each other: a column each, a row for each property in which they may differ. */
import type { ReactNode } from 'react';
import { Button } from '../controls/Button.tsx';
import { Cover } from '../controls/Cover.tsx';
import { Icon } from '../controls/Icon.tsx';
import { Stars } from '../controls/Stars.tsx';
import { usePlayer } from '../playback/player.ts';
import { bitRate, fileSize, resolution } from '../words/amounts.ts';
import { clock } from '../words/duration.ts';
import { fieldLabel } from '../words/field-names.ts';
import { valuesToText } from '../words/field-text.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { letterOf } from '../words/letters.ts';
import { t } from '../words/text.ts';
import type { ComparedCopies, ComparedField } from './compared-copies.ts';
import type { ShownCopy } from './shown-copy.ts';
import styles from './CopiesTable.module.css';
import { reasonWords } from './reason-words.ts';
import { sameWords } from './same-words.ts';

interface CopiesTableProps {
  /** The best first. */
  readonly copies: readonly ShownCopy[];
  readonly compared: ComparedCopies;
  /** Plays a copy by its place, from where the one that plays is. */
  readonly onListen: (at: number) => void;
}

export function CopiesTable({ copies, compared, onListen }: CopiesTableProps) {
  const isOne = copies.length === 1;
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="row">{t('Copy')}</th>
            {copies.map((shown, at) => (
              <th key={shown.copy.id} scope="col">
                <Head copies={copies} at={at} isOne={isOne} onListen={onListen} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Line name={t('Length')} cells={copies.map(({ copy }) => clock(copy.duration))} />
          <Line
            name={t('Resolution')}
            cells={copies.map(({ facts }) => (facts === undefined ? '' : resolution(facts.bitdepth, facts.samplerate)))}
          />
          <Line name={t('Bitrate')} cells={copies.map(({ copy }) => bitRate(copy.bitrate))} />
          <Line name={t('Size')} cells={copies.map(({ copy }) => fileSize(copy.bytes))} />
          {isOne ? null : (
            <Line name={t('The same as A')} cells={copies.map(({ copy }, at) => (at === 0 ? '' : sameWords(copy)))} />
          )}
          {compared.fields.map((field) => (
            <Line
              key={field.field}
              name={fieldLabel(field.field)}
              cells={copies.map(({ copy }, at) => (
                <Value key={copy.id} {...field} at={at} />
              ))}
            />
          ))}
          <Line
            name={t('Rating')}
            cells={copies.map(({ copy, row }) => (
              <Rating key={copy.id} rating={row?.rating ?? null} />
            ))}
          />
          {compared.agreeing === 0 ? null : (
            <Line
              name={t('Other fields')}
              cells={copies.map(() => t('{{count}} agree', { count: compared.agreeing }))}
            />
          )}
          <Line name={t('Path')} look={styles.path} cells={copies.map(({ copy }) => folderForDisplay(copy.path))} />
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps {
  readonly copies: readonly ShownCopy[];
  readonly at: number;
  readonly isOne: boolean;
  readonly onListen: (at: number) => void;
}

function Head({ copies, at, isOne, onListen }: HeadProps) {
  const { copy, row } = copies[at]!;
  const isPlaying = usePlayer(({ track, playing }) => playing && track?.id === copy.id);
  return (
    <div className={styles.copy}>
      <Cover art={row?.art ?? null} size={72} />
      <div>
        <div className={row?.lossless === true ? styles.lossless : styles.kind}>
          {copy.kind}
          {isOne ? null : <span className={styles.letter}>{letterOf(at)}</span>}
        </div>
        <small>{row?.lossless === true ? t('Lossless') : t('Lossy')}</small>
        {isOne ? null : at === 0 ? (
          <span className={styles.keep}>
            <Icon name="check" size={14} />
            {t('Keep')}
          </span>
        ) : (
          // What the line above says is not said twice.
          <span className={styles.why}>{copy.reason?.reason === 'lossy' ? '' : reasonWords(copy.reason)}</span>
        )}
        <Button
          size="small"
          icon={isPlaying ? 'sound' : 'play'}
          aria-label={isOne ? t('Listen to it') : t('Listen to {{copy}}', { copy: letterOf(at) })}
          onClick={() => onListen(at)}
        >
          {isPlaying ? t('Playing') : t('Listen')}
        </Button>
      </div>
    </div>
  );
}

interface LineProps {
  readonly name: string;
  readonly cells: readonly ReactNode[];
  readonly look?: string | undefined;
}

function Line({ name, cells, look }: LineProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {cells.map((cell, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a copy is its column
        <td key={at} className={look}>
          {cell}
        </td>
      ))}
    </tr>
  );
}

/** What the best copy can take is in rubric, with the copy that it is from. */
function Value({ field, values, taken, at }: ComparedField & { readonly at: number }) {
  const own = values[at] ?? null;
  const text = own === null ? null : valuesToText(field, own);
  if (at > 0 || taken === null) return text ?? <i>{t('none')}</i>;
  const added = taken.values.filter((value) => own === null || !own.includes(value));
  return (
    <>
      {text === null ? null : `${text}; `}
      <ins>{valuesToText(field, added)}</ins> <i>{t('from {{copy}}', { copy: letterOf(taken.from) })}</i>
    </>
  );
}

function Rating({ rating }: { readonly rating: number | null }) {
  return rating === null ? <i>{t('none')}</i> : <Stars rating={rating} />;
}
