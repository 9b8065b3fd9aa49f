/** What is said while no proposal is open: the run at work, which services are asked, and how one begins. */
import type { IdentificationProgress, IdentificationSource, SourceProblem } from '../../../app/model/identification.ts';
import { Button } from '../../controls/Button.tsx';
import { Note } from '../../controls/Note.tsx';
import { ProgressBar } from '../../controls/ProgressBar.tsx';
import { AddressLink } from '../../navigation/AddressLink.tsx';
import { cancelIdentification, identify } from '../../service/identify-tracks.ts';
import { count } from '../../words/amounts.ts';
import { t } from '../../words/text.ts';
import { BackLink, Detail } from '../Detail.tsx';
import styles from './identify.module.css';
import { SOURCE_WORDS } from './identify-words.ts';

/** The sources on the network. */
const ONLINE = ['musicbrainz', 'acoustid', 'cover-art'] as const satisfies readonly IdentificationSource[];

interface AboutProps {
  readonly progress: IdentificationProgress;
  /** Proposals that wait for a decision. */
  readonly open: number;
}

export function AboutIdentification({ progress, open }: AboutProps) {
  const { state, done, total, sources, problems, never, found } = progress;
  const isRunning = state === 'running';
  const off = ONLINE.filter((source) => !sources.includes(source));
  const words = t('Identifying {{done}} of {{count}} tracks', { done: count(done), count: total });
  return (
    <>
      <BackLink to={{ item: '' }}>{t('All checks')}</BackLink>
      <Detail
        title={t('Identify')}
        note={t('Finds the release of each album and shows what its tags would become.')}
        foot={
          isRunning ? (
            <Button onClick={() => void cancelIdentification()}>{t('Cancel')}</Button>
          ) : (
            <Button look="primary" onClick={() => void identify({ where: { query: '' } })}>
              {t('Identify the whole library')}
            </Button>
          )
        }
      >
        <div aria-live="polite">
          {isRunning ? (
            <div className={styles.progress}>
              <span>{words}</span>
              <ProgressBar part={total === 0 ? null : done / total} label={t('Identification')} words={words} />
            </div>
          ) : state === 'cancelled' ? (
            <p>{t('Cancelled. What was found until then is in the list.')}</p>
          ) : null}
        </div>
        {state === 'failed' ? <Note tone="problem">{progress.message}</Note> : null}
        <Problems problems={problems} />
        {found.none > 0 && state === 'done' ? (
          <Note tone="plain">{t('{{count}} albums have no release.', { count: found.none })}</Note>
        ) : null}
        {never > 0 ? (
          <Note tone="plain">{t('{{count}} tracks are left out, as you have asked.', { count: never })}</Note>
        ) : null}
        <p>
          {sources.length === 0
            ? t('No source is on.')
            : t('Asked are: {{sources}}.', { sources: sources.map((source) => t(SOURCE_WORDS[source])).join(', ') })}
        </p>
        {off.length === 0 ? null : (
          <p>
            {t('Off until you turn them on: {{sources}}.', {
              sources: off.map((source) => t(SOURCE_WORDS[source])).join(', '),
            })}{' '}
            <AddressLink to={{ page: 'settings', item: '', at: null }}>{t('Services and keys')}</AddressLink>
          </p>
        )}
        {open === 0 && !isRunning ? (
          <p>{t('To identify some tracks only, select them in the library and choose Identify in their menu.')}</p>
        ) : null}
        {open > 0 ? <p>{t('Choose an album in the list. Nothing changes before you accept it.')}</p> : null}
      </Detail>
    </>
  );
}

/** What the sources could not answer. */
export function Problems({ problems }: { readonly problems: readonly SourceProblem[] }) {
  return problems.map(({ source, code, message }) => (
    <Note key={`${source} ${code} ${message}`} tone="problem">
      {`${t(SOURCE_WORDS[source])}: ${message}`}
    </Note>
  ));
}
