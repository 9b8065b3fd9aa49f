/** One proposal: covers, releases to choose from, each file as it is and as it would be, and what one can decide. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ProposalDetail, ProposalRow } from '../../../app/model/identification.ts';
import { Button } from '../../controls/Button.tsx';
import { Cover } from '../../controls/Cover.tsx';
import { Icon } from '../../controls/Icon.tsx';
import { Key } from '../../controls/Key.tsx';
import { Note } from '../../controls/Note.tsx';
import { api, errorWords } from '../../service/client.ts';
import { accept, decide } from '../../service/identify-tracks.ts';
import { count } from '../../words/amounts.ts';
import { printedKey } from '../../words/printed-key.ts';
import { t } from '../../words/text.ts';
import { Detail, Place } from '../Detail.tsx';
import { Problems } from './AboutIdentification.tsx';
import styles from './identify.module.css';
import { BAND_WORDS, REASON_WORDS, scoreWords, SOURCE_WORDS } from './identify-words.ts';
import { ProposalTracks } from './ProposalTracks.tsx';
import { ProposedFields } from './ProposedFields.tsx';
import { ReleaseChoices } from './ReleaseChoices.tsx';

interface ProposalViewProps {
  readonly row: ProposalRow;
  readonly at: number;
  readonly total: number;
  /** Proposals that are certain. */
  readonly certain: number;
  readonly isRunning: boolean;
}

export function ProposalView({ row, at, total, certain, isRunning }: ProposalViewProps) {
  const [release, setRelease] = useState<string | null>(null);
  const [isChoosing, setChoosing] = useState(row.band === 'ambiguous' || row.band === 'none');
  const { data: detail, error } = useQuery(api.identification.get.queryOptions({ id: row.id, release }));
  const heading = useRef<HTMLHeadingElement>(null);
  const [isBusy, setBusy] = useState(false);
  // The proposal before this one was decided, and its buttons are gone.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);

  const canAccept = detail !== undefined && detail.release !== null && detail.changes > 0 && !isBusy && !isRunning;
  async function acceptIt(): Promise<void> {
    if (!canAccept) return;
    setBusy(true);
    await accept({ proposals: [{ id: row.id, release }] });
    setBusy(false);
  }
  const actions: Readonly<Record<string, () => void>> = {
    Enter: () => void acceptIt(),
    c: () => setChoosing(!isChoosing),
    s: () => void decide(row.id, 'skipped'),
    n: () => void decide(row.id, 'never'),
  };
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // Buttons, links and fields have these keys for themselves.
    if (event.target instanceof Element && event.target.closest('button, a, input, summary') !== null) return;
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  const title = row.title === '' ? t('No title') : row.title;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys are those of its buttons
    <div className={styles.proposal} onKeyDown={onKeyDown}>
      <Detail
        title={detail === undefined ? title : shownTitle(detail, title)}
        note={row.artist}
        heading={heading}
        verdict={[t(BAND_WORDS[row.band]), scoreWords(shownScore(detail) ?? row.score)]
          .filter((part) => part !== '')
          .join(' ')}
        why={t(REASON_WORDS[row.reason])}
        foot={
          <>
            <Button look="primary" className={styles.accept} aria-disabled={!canAccept} onClick={() => void acceptIt()}>
              {t('Accept')} <Key>{printedKey('Enter')}</Key>
            </Button>
            {certain > 1 ? (
              <Button aria-disabled={isBusy || isRunning} onClick={() => void accept({ bands: ['certain'] })}>
                {t('Accept all certain: {{amount}}', { amount: count(certain) })}
              </Button>
            ) : null}
            <Button aria-expanded={isChoosing} onClick={() => setChoosing(!isChoosing)}>
              {t('Choose another …')} <Key>{printedKey('C')}</Key>
            </Button>
            <Button look="quiet" onClick={() => void decide(row.id, 'skipped')}>
              {t('Skip')} <Key>{printedKey('S')}</Key>
            </Button>
            <Button look="quiet" onClick={() => void decide(row.id, 'never')}>
              {t('Never')} <Key>{printedKey('N')}</Key>
            </Button>
            <Place at={at} total={total} thing="finding" />
          </>
        }
      >
        {error === null ? null : (
          <Note tone="problem" urgent>
            {errorWords(error)}
          </Note>
        )}
        {detail === undefined ? null : (
          <>
            <Problems problems={detail.problems} />
            <Covers detail={detail} />
            {isChoosing ? <ReleaseChoices detail={detail} isRunning={isRunning} onChoose={setRelease} /> : null}
            {detail.release === null ? null : <Summary detail={detail} />}
            <ProposalTracks detail={detail} />
            <ProposedFields detail={detail} />
            <p className={styles.quiet}>{t('The files stay as they are.')}</p>
          </>
        )}
      </Detail>
    </div>
  );
}

function shownTitle({ choices, release }: ProposalDetail, title: string): string {
  return choices.find(({ id }) => id === release)?.title ?? title;
}

function shownScore(detail: ProposalDetail | undefined): number | null {
  return detail?.choices.find(({ id }) => id === detail.release)?.score ?? null;
}

function Covers({ detail: { id, art, cover } }: { readonly detail: ProposalDetail }) {
  if (cover === null) return null;
  return (
    <div className={styles.covers}>
      <figure>
        <Cover art={art} size={96} />
        <figcaption>{art === null ? t('No cover now') : t('Cover now')}</figcaption>
      </figure>
      <Icon name="arrow" size={16} />
      <figure>
        <img className={styles.cover} src={`/proposed-cover/${id}`} alt="" width={96} height={96} />
        <figcaption>
          {t('As it would be')} <small>{`${cover.width} × ${cover.height}`}</small>
        </figcaption>
      </figure>
    </div>
  );
}

function Summary({ detail: { choices, release, changes } }: { readonly detail: ProposalDetail }) {
  const choice = choices.find(({ id }) => id === release);
  if (choice === undefined) return null;
  return (
    <p className={styles.quiet}>
      {`${t(SOURCE_WORDS[choice.source])} · ${t('{{count}} fields would change', { count: changes })}`}
    </p>
  );
}
