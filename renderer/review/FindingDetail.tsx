/** One finding: what is wrong with what, its tracks, its spectrum, and its fix with what that would change. */
import { useState } from 'react';
import type { HealthCheckReport, HealthItem } from '../../app/model/health.ts';
import { Button } from '../controls/Button.tsx';
import { focusTarget } from '../navigation/focus-targets.ts';
import { goTo } from '../navigation/use-address.ts';
import { playTracks } from '../playback/player.ts';
import { useChoiceSource } from '../selection/track-choice.ts';
import { service } from '../service/client.ts';
import { mend, type Mending } from '../service/mend-health.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { moment } from '../words/moment.ts';
import { asSentence } from '../words/sentence.ts';
import { saidMessage, t } from '../words/text.ts';
import { adviceOf, hasSpectrum, titleOf } from './check-words.ts';
import { BackLink, Detail, Place } from './Detail.tsx';
import styles from './FindingDetail.module.css';
import { FindingTracks } from './FindingTracks.tsx';
import { MendButton, MendingPreview } from './Mending.tsx';
import { queryOfFinding } from './library-query.ts';
import { ALBUM_ORDER, editInLibrary, showInLibrary } from './review-commands.ts';
import { Spectrum } from './Spectrum.tsx';
import { SpellingChoice } from './SpellingChoice.tsx';
import { findingTitle, type Finding } from './use-findings.ts';
import { useMending } from './use-mending.ts';

interface FindingDetailProps {
  readonly check: Pick<HealthCheckReport, 'check' | 'group' | 'title' | 'advice' | 'fix'>;
  readonly finding: Finding;
  readonly at: number;
  readonly total: number;
}

export function FindingDetail({ check, finding, at, total }: FindingDetailProps) {
  const { item, track } = finding;
  const { spellings } = item;
  const query = queryOfFinding(check.check, item);
  const [spelling, setSpelling] = useState(spellings?.[0]?.value ?? '');
  const isUsual = spelling === (spellings?.[0]?.value ?? '');
  const mending: Mending | null =
    check.fix === null || (spellings !== undefined && spelling.trim() === '')
      ? null
      : { check: check.check, ...partOf(item), to: isUsual ? null : spelling.trim() };
  const { preview, error } = useMending(mending);
  useChoiceSource(
    query === null
      ? null
      : {
          amount: () => item.tracks,
          choose: () => Promise.resolve({ query, sort: ALBUM_ORDER, total: item.tracks }),
        },
  );

  async function apply(): Promise<void> {
    if (mending === null || preview === null) return;
    if (await mend(mending, preview.result.digest, findingTitle(finding))) focusTarget('tracks');
  }

  return (
    <>
      <BackLink to={{ at: null }}>{titleOf(check)}</BackLink>
      <Detail
        title={findingTitle(finding)}
        note={
          item.about === ''
            ? [track?.artist, track?.album].filter(Boolean).join(' · ')
            : t('{{count}} tracks', { count: item.tracks })
        }
        foot={
          <>
            {check.fix === null ? null : <MendButton preview={preview} onMend={() => void apply()} />}
            {query === null ? null : (
              <>
                <Button onClick={() => showInLibrary(query)}>{t('Show in library')}</Button>
                <Button onClick={() => editInLibrary(query, item.tracks)}>
                  {item.tracks === 1 ? t('Edit') : t('Edit all')}
                </Button>
                <Button icon="play" onClick={() => void playFound(query)}>
                  {t('Play')}
                </Button>
              </>
            )}
            {item.albumId === null ? null : (
              <Button onClick={() => goTo({ page: 'albums', item: String(item.albumId) })}>
                {t('Open the album')}
              </Button>
            )}
            <Place at={at} total={total} thing="finding" />
          </>
        }
      >
        {spellings === undefined ? (
          <p className={styles.message}>
            {asSentence(saidMessage(item.message, item.said))}
            {item.since === null ? null : <small>{t('found {{at}}', { at: moment(item.since) })}</small>}
          </p>
        ) : null}
        {check.fix === null ? <p>{adviceOf(check)}</p> : null}
        {spellings === undefined ? null : (
          <SpellingChoice spellings={spellings} value={spelling} onChange={setSpelling} />
        )}
        {check.fix === null || mending === null ? null : (
          <MendingPreview fix={check.fix} preview={preview} error={error} />
        )}
        {hasSpectrum(check) && item.trackId !== null ? <Spectrum track={item.trackId} said={item.message} /> : null}
        {item.tracks > 1 && query !== null ? <FindingTracks query={query} /> : null}
        {item.about === '' ? <p className={styles.path}>{folderForDisplay(item.path)}</p> : null}
      </Detail>
    </>
  );
}

/** What of the check is mended: the finding of this name, or that of this album or track. */
function partOf({ about, albumId, query }: HealthItem): Pick<Mending, 'about' | 'query'> {
  return about === '' || albumId !== null ? { about: null, query: query ?? '' } : { about, query: '' };
}

async function playFound(query: string): Promise<void> {
  await playTracks(service.tracks.ids.query({ query, sort: [...ALBUM_ORDER] }));
}
