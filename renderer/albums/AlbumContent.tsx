/** An album with its discs: shown in place under its tile, and as a page of its own. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { AlbumDetail, AlbumDisc } from '../../app/model/albums.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { Cover } from '../controls/Cover.tsx';
import { Note } from '../controls/Note.tsx';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { useThen } from '../navigation/use-then.ts';
import { playTracks } from '../playback/player.ts';
import { queueLast, queueNext } from '../playback/queue-commands.ts';
import { useChoiceSource } from '../selection/track-choice.ts';
import { api, errorWords } from '../service/client.ts';
import { span } from '../words/duration.ts';
import { t } from '../words/text.ts';
import { editAlbum, giveCover, trackIds } from './album-commands.ts';
import { albumFacts, missingDiscWords } from './album-words.ts';
import styles from './AlbumContent.module.css';
import { DiscTracks } from './DiscTracks.tsx';
import { PictureButton } from './PictureButton.tsx';

interface AlbumContentProps {
  readonly id: number;
  /** `band` stands in the wall, `page` fills the page. */
  readonly look: 'band' | 'page';
  /** Whether Play has the focus when the album appears. */
  readonly focused: boolean;
  readonly onClose: () => void;
}

const BAND_COVER_PX = 232;
const PAGE_COVER_PX = 280;

export function AlbumContent({ id, look, focused, onClose }: AlbumContentProps) {
  const then = useThen();
  const { data: album, error } = useQuery(api.albums.get.queryOptions({ id, ...then }));
  if (error !== null) {
    return (
      <div className={styles.problem}>
        <Note tone="problem" urgent>
          {errorWords(error)}
        </Note>
      </div>
    );
  }
  if (album === undefined) return <div className={styles.waiting} data-look={look} aria-busy="true" />;
  return <Album album={album} look={look} focused={focused} past={then.asOf !== undefined} onClose={onClose} />;
}

interface AlbumProps extends Omit<AlbumContentProps, 'id'> {
  readonly album: AlbumDetail;
  /** Whether it is the album of another day, which commands and edits do not reach. */
  readonly past: boolean;
}

function Album({ album, look, focused, past, onClose }: AlbumProps) {
  const ids = trackIds(album);
  const coverPx = look === 'band' ? BAND_COVER_PX : PAGE_COVER_PX;
  const actions = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focused) actions.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [focused]);
  useChoiceSource(past ? null : { amount: () => ids.length, choose: () => Promise.resolve({ ids }) });
  const discWords = missingDiscWords(album.completeness);
  const Heading = look === 'band' ? 'h2' : 'h1';
  return (
    <section className={styles.album} data-look={look} aria-label={album.title}>
      <div className={styles.cover}>
        <Cover art={album.art} size={coverPx} />
        {album.art === null && !past ? <PictureButton onPicture={(file) => void giveCover(album, file)} /> : null}
      </div>
      <div className={styles.body}>
        <header className={styles.head}>
          <div className={styles.names}>
            <Heading className={styles.title}>
              {look === 'band' ? (
                <AddressLink to={{ item: String(album.id), at: null }} title={t('Show the album as a page')}>
                  {album.title}
                </AddressLink>
              ) : (
                album.title
              )}
            </Heading>
            <p>
              <AddressLink className={styles.artist} to={{ page: 'artists', item: album.artist }}>
                {album.artist}
              </AddressLink>
              <span className={styles.facts}> · {albumFacts(album)}</span>
            </p>
          </div>
          <div className={styles.actions} ref={actions}>
            <Button look="primary" icon="play" onClick={() => void playTracks(ids, false)}>
              {t('Play')}
            </Button>
            <Button icon="shuffle" onClick={() => void playTracks(ids, true)}>
              {t('Shuffle')}
            </Button>
            <Button icon="playNext" onClick={() => queueNext(ids)}>
              {t('Play next')}
            </Button>
            <Button icon="playLast" onClick={() => queueLast(ids)}>
              {t('Add to queue')}
            </Button>
            {past ? null : (
              <Button icon="edit" onClick={() => editAlbum(album)}>
                {t('Edit all')}
              </Button>
            )}
            {look === 'band' ? (
              <IconButton
                icon="close"
                label={t('Close the album')}
                size={13}
                className={styles.close}
                onClick={onClose}
              />
            ) : null}
          </div>
        </header>
        {discWords === '' ? null : <p className={styles.missing}>{discWords}</p>}
        <div className={styles.discs}>
          {album.discList.map((disc) => (
            <div key={disc.disc ?? 0} className={styles.disc}>
              {album.discList.length > 1 || disc.subtitle !== '' ? (
                <DiscHead disc={disc} as={look === 'band' ? 'h3' : 'h2'} />
              ) : null}
              <DiscTracks disc={disc} album={album} past={past} />
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}

interface DiscHeadProps {
  readonly disc: AlbumDisc;
  /** One level below the album's own heading. */
  readonly as: 'h2' | 'h3';
}

function DiscHead({ disc: { disc, subtitle, tracks }, as: Heading }: DiscHeadProps) {
  return (
    <Heading className={styles.discHead}>
      <span>
        {[disc === null ? t('Without a disc number') : t('Disc {{disc}}', { disc }), subtitle]
          .filter(Boolean)
          .join(': ')}
      </span>
      <span>{span(tracks.reduce((sum, track) => sum + track.duration, 0))}</span>
    </Heading>
  );
}
