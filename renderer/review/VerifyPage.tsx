/** Verification of the originals with their audio: its run with pause and speed, and what it has found. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OriginalProblem } from '../../app/model/originals.ts';
import type { HealthItem } from '../../app/model/health.ts';
import type { VerifyProgress } from '../../app/model/verify.ts';
import { Button } from '../controls/Button.tsx';
import { Cover } from '../controls/Cover.tsx';
import { Note } from '../controls/Note.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { Select } from '../controls/Select.tsx';
import { api, errorWords, service } from '../service/client.ts';
import { cancelVerify, pauseVerify, resumeVerify, startVerify } from '../service/verify-control.ts';
import { count } from '../words/amounts.ts';
import { t, type Text } from '../words/text.ts';
import { verifyPart, verifyWords } from '../words/verify-words.ts';
import { BackLink, Detail, Side } from './Detail.tsx';
import { FindingDetail } from './FindingDetail.tsx';
import { ListPane } from './ListPane.tsx';
import { OriginalsComparison } from './OriginalsComparison.tsx';
import { PROBLEMS } from './problem-words.ts';
import { findingNote, findingTitle, withTracks, type Finding } from './use-findings.ts';
import styles from './VerifyPage.module.css';
import { FindingRow, WindowedLinks } from './WindowedLinks.tsx';

/** Problems per call, and calls at most: a disk that fails has more problems than anybody reads. */
const PAGE = 1000;
const MOST_PAGES = 10;

const SPEEDS = [
  { value: '', label: 'as set' },
  { value: '0', label: 'as fast as it can' },
  { value: '50', label: '50 MB/s' },
  { value: '20', label: '20 MB/s' },
  { value: '5', label: '5 MB/s' },
] as const;
type Speed = (typeof SPEEDS)[number]['value'];

/** A problem is shown like a finding of a check without a fix. */
const CHECK = { check: 'verify', group: 'files', title: 'Verify the originals', fix: null } as const;
const ADVICE: Readonly<Record<OriginalProblem['problem'], Text>> = {
  changed: 'another program has changed the file; scan the folder again (Activity) to take it in',
  missing: 'put the file back or plug in its disk, then scan the folder again (Activity)',
  unreadable: 'let the file be read by you, or put a good copy in its place',
  'broken-tags': 'the audio is whole, but players cannot open the file: restore it from a backup, or mend its tags',
  damaged: 'restore the file from a backup, scan the folder again, and verify it once more',
};

export function VerifyPage({ at }: { readonly at: number | null }) {
  const { data: progress, error } = useQuery(api.verify.progress.queryOptions());
  const run = progress?.run ?? null;
  const found = useQuery({
    queryKey: [['verify', 'problems'], { run }] as const,
    queryFn: ({ signal }) => problemsOf(run!, signal),
    enabled: run !== null,
  });
  const findings = found.data ?? [];
  const chosen = at === null || findings.length === 0 ? null : Math.min(at, findings.length - 1);
  const finding = chosen === null ? undefined : findings[chosen];
  const problem = error ?? found.error;
  return (
    <>
      {findings.length === 0 ? null : (
        <ListPane title={t('Problems')} amount={count(findings.length)}>
          <WindowedLinks
            label={t('Problems')}
            total={findings.length}
            chosen={chosen}
            onRange={ignoreRange}
            renderRow={(index) => {
              const one = findings[index];
              return one === undefined ? null : (
                <FindingRow
                  picture={<Cover art={one.track?.art ?? null} size={28} />}
                  title={findingTitle(one)}
                  note={findingNote(one)}
                  amount={t(PROBLEMS[one.problem])}
                />
              );
            }}
          />
        </ListPane>
      )}
      <Side>
        {problem === null ? null : (
          <Note tone="problem" urgent>
            {errorWords(problem)}
          </Note>
        )}
        {chosen !== null && finding !== undefined ? (
          <FindingDetail
            key={chosen}
            check={{ ...CHECK, title: t(CHECK.title), advice: t(ADVICE[finding.problem]) }}
            finding={finding}
            at={chosen}
            total={findings.length}
          />
        ) : progress === undefined ? null : (
          <Run progress={progress} />
        )}
      </Side>
    </>
  );
}

/** All problems are there: there is nothing to look up. */
const ignoreRange = (): void => {};

interface FoundProblem extends Finding {
  readonly problem: OriginalProblem['problem'];
}

async function problemsOf(run: number, signal: AbortSignal): Promise<FoundProblem[]> {
  const problems: OriginalProblem[] = [];
  for (let after = 0, page = 0; page < MOST_PAGES; page += 1) {
    const found = await service.verify.problems.query({ run, after, limit: PAGE }, { signal });
    problems.push(...found.problems);
    after = found.next;
    if (found.problems.length < PAGE) break;
  }
  const listed: FoundProblem[] = [];
  for (let from = 0; from < problems.length; from += PAGE) {
    const some = problems.slice(from, from + PAGE);
    const findings = await withTracks(some.map(toItem), signal);
    listed.push(...findings.map((finding, at) => ({ ...finding, problem: some[at]!.problem })));
  }
  return listed;
}

function toItem({ trackId, path, message }: OriginalProblem): HealthItem {
  return { trackId, tracks: 1, albumId: null, about: '', path, message, since: null, query: `id:${trackId}` };
}

function Run({ progress }: { readonly progress: VerifyProgress }) {
  const [speed, setSpeed] = useState<Speed>('');
  const rate = speed === '' ? null : Number(speed);
  const words = verifyWords(progress);
  const { state, total, agreed, decoded } = progress;
  const isActive = state === 'running' || state === 'paused';
  return (
    <>
      <BackLink to={{ item: '' }}>{t('All checks')}</BackLink>
      <Detail
        title={t('Verify the originals')}
        note={t('Reads every file to its end and compares its audio, to the last bit, with what was analysed.')}
        foot={
          <>
            {state === 'running' ? (
              <Button look="primary" onClick={() => void pauseVerify()}>
                {t('Pause')}
              </Button>
            ) : state === 'paused' ? (
              <Button look="primary" onClick={() => void resumeVerify(rate)}>
                {t('Resume')}
              </Button>
            ) : (
              <Button look="primary" onClick={() => void startVerify(rate, true)}>
                {state === 'idle' ? t('Start') : t('Verify again')}
              </Button>
            )}
            {state === 'paused' ? (
              <Button onClick={() => void startVerify(rate, true)}>{t('Begin anew')}</Button>
            ) : null}
            {isActive ? <Button onClick={() => void cancelVerify()}>{t('Cancel')}</Button> : null}
            {state === 'running' ? null : (
              <span className={styles.speed}>
                <span aria-hidden="true">{t('Speed')}</span>
                <Select
                  label={t('Speed')}
                  value={speed}
                  options={SPEEDS.map(({ value, label }) => ({ value, label: t(label) }))}
                  onChange={setSpeed}
                />
              </span>
            )}
          </>
        }
      >
        <div className={styles.state} aria-live="polite">
          {words === null ? <p>{t('The originals were not verified yet.')}</p> : <b>{words}</b>}
          {isActive ? <ProgressBar part={verifyPart(progress)} label={t('Verification')} words={words ?? ''} /> : null}
        </div>
        {state === 'failed' ? (
          <Note tone="problem">{t('Start it again; it goes on behind the last files that were read.')}</Note>
        ) : null}
        {state === 'done' && total > 0 ? (
          <Note tone={progress.problems === 0 ? 'good' : 'problem'}>
            {t('{{agreed}} match their own checksum, {{decoded}} without a checksum decoded without a fault.', {
              agreed,
              decoded,
            })}
          </Note>
        ) : null}
        <p>
          {t(
            'It finds damage that a disk has done in silence. It goes on while you work, can be paused at any time, and goes on behind the last file after a restart. Changed tags are no damage.',
          )}
        </p>
        <OriginalsComparison />
      </Detail>
    </>
  );
}
