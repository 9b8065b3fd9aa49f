/** The files of a proposal beside the tracks of the release: title, artist, number and length as they are and would be. */
import type { ProposalDetail, ProposedTrack } from '../../../app/model/identification.ts';
import { Hidden } from '../../controls/Hidden.tsx';
import { Icon } from '../../controls/Icon.tsx';
import { clock } from '../../words/duration.ts';
import type { TextPart } from '../../words/text-changes.ts';
import { t } from '../../words/text.ts';
import styles from './identify.module.css';
import { scoreWords } from './identify-words.ts';
import { changesBetween } from './shown-changes.ts';

export function ProposalTracks({ detail: { tracks, release } }: { readonly detail: ProposalDetail }) {
  return (
    <table className={styles.tracks}>
      <thead>
        <tr>
          <th scope="col" className={styles.number}>
            {t('No.')}
          </th>
          <th scope="col">{t('As the file is')}</th>
          <th scope="col" className={styles.time}>
            {t('Length')}
          </th>
          <th scope="col" className={styles.arrow}>
            <Hidden>{t('becomes')}</Hidden>
          </th>
          <th scope="col" className={styles.number}>
            {t('No.')}
          </th>
          <th scope="col">{t('As it would be')}</th>
          <th scope="col" className={styles.time}>
            {t('Length')}
          </th>
          <th scope="col" className={styles.score}>
            {t('Match')}
          </th>
        </tr>
      </thead>
      <tbody>
        {tracks.map((track) => (
          <Track
            key={track.id ?? `${track.proposed?.disc} ${track.proposed?.number}`}
            track={track}
            isAsked={release !== null}
          />
        ))}
      </tbody>
    </table>
  );
}

/** @param isAsked whether there is a release that the file could belong to */
function Track({ track, isAsked }: { readonly track: ProposedTrack; readonly isAsked: boolean }) {
  const { id, fileName, asIs, proposed, score, bySound, isStale } = track;
  const titles = changesBetween(id === null ? '' : asIs.title, proposed?.title ?? '');
  const artists = changesBetween(id === null ? '' : asIs.artist, proposed?.artist ?? '');
  const isPair = id !== null && proposed !== null;
  const isRenumbered = isPair && asIs.number !== String(proposed.number);
  return (
    <tr className={isPair && !isStale ? undefined : styles.odd}>
      <td className={styles.number}>{isRenumbered ? <del>{asIs.number}</del> : asIs.number}</td>
      <td>
        {id === null ? (
          <i>{t('Missing: no file for this track')}</i>
        ) : (
          <>
            <b>{isPair ? <Parts parts={titles.before} as="del" /> : asIs.title}</b>
            {asIs.title === '' ? <i>{fileName}</i> : null}
            <small>{isPair ? <Parts parts={artists.before} as="del" /> : asIs.artist}</small>
          </>
        )}
      </td>
      <td className={styles.time}>{id === null ? '' : clock(asIs.length)}</td>
      <td className={styles.arrow}>{isPair ? <Icon name="arrow" size={13} /> : null}</td>
      <td className={styles.number}>{isRenumbered ? <ins>{proposed.number}</ins> : proposed?.number}</td>
      <td>
        {proposed === null ? (
          <i>{isAsked ? t('No track: this file stays as it is') : ''}</i>
        ) : (
          <>
            <b>{isPair ? <Parts parts={titles.after} as="ins" /> : proposed.title}</b>
            <small>{isPair ? <Parts parts={artists.after} as="ins" /> : proposed.artist}</small>
            {isStale ? <i>{t('Its tags have changed since: it stays as it is')}</i> : null}
          </>
        )}
      </td>
      <td className={styles.time}>{proposed?.length ? clock(proposed.length) : ''}</td>
      <td className={styles.score}>
        {scoreWords(score)}
        {bySound ? <small>{t('by sound')}</small> : null}
      </td>
    </tr>
  );
}

function Parts({ parts, as: Tag }: { readonly parts: readonly TextPart[]; readonly as: 'del' | 'ins' }) {
  return parts.map(({ text, changed, at }) => (changed ? <Tag key={at}>{text}</Tag> : <span key={at}>{text}</span>));
}
