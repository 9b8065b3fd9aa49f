/** Recordings that the library has more than once: their list, and the copies of one beside each other. */
import { useCallback, useRef, useState, type Ref } from 'react';
import type { DuplicateState, FoundRecording } from '../../app/model/duplicates.ts';
import type { TrackRow } from '../../app/model/tracks.ts';
import { Button } from '../controls/Button.tsx';
import { Cover } from '../controls/Cover.tsx';
import { Note } from '../controls/Note.tsx';
import { showToast } from '../messages/toasts.ts';
import { useFocusTarget } from '../navigation/focus-targets.ts';
import { api, errorWords, queries, service } from '../service/client.ts';
import { count } from '../words/amounts.ts';
import { asSentence } from '../words/sentence.ts';
import { t } from '../words/text.ts';
import { AllCopiesDialog } from './AllCopiesDialog.tsx';
import { BestCopiesButton } from './BestCopiesButton.tsx';
import { Copies } from './Copies.tsx';
import { showInLibrary } from './review-commands.ts';
import { BackLink, Detail, Side } from './Detail.tsx';
import { ListPane } from './ListPane.tsx';
import { Progress } from './Progress.tsx';
import { PAGE, usePages } from './use-pages.ts';
import { FindingRow, WindowedLinks } from './WindowedLinks.tsx';

export interface ListedRecording {
  readonly recording: FoundRecording;
  /** Its first track. */
  readonly track: TrackRow | undefined;
}

interface DuplicatesPageProps {
  readonly state: DuplicateState | undefined;
  readonly at: number | null;
}

export function DuplicatesPage({ state, at }: DuplicatesPageProps) {
  const total = state?.recordings ?? 0;
  const chosen = at === null || total === 0 ? null : Math.min(at, total - 1);
  const { rowAt, onRange, error } = usePages<ListedRecording>([['duplicates', 'recordings'], {}], look, chosen);
  const listed = chosen === null ? undefined : rowAt(chosen);
  const { heading, onSettled } = useFocusAfterDecision();
  return (
    <>
      {total === 0 ? null : (
        <ListPane title={t('Duplicates')} amount={count(total)}>
          <WindowedLinks
            label={t('Duplicates')}
            total={total}
            chosen={chosen}
            onRange={onRange}
            renderRow={(index) => {
              const found = rowAt(index);
              return found === undefined ? null : <Row listed={found} />;
            }}
          />
        </ListPane>
      )}
      <Side>
        {error === null ? null : (
          <Note tone="problem" urgent>
            {errorWords(error)}
          </Note>
        )}
        {chosen !== null && listed !== undefined ? (
          <>
            <BackLink to={{ at: null }}>{t('Duplicates')}</BackLink>
            <Copies
              key={listed.recording.ids.join(' ')}
              recording={listed.recording}
              at={chosen}
              total={total}
              heading={heading}
              onSettled={onSettled}
            />
          </>
        ) : state === undefined ? null : (
          <About state={state} heading={heading} onSettled={onSettled} />
        )}
      </Side>
    </>
  );
}

async function look(offset: number, signal: AbortSignal): Promise<ListedRecording[]> {
  const { recordings } = await service.duplicates.recordings.query({ offset, limit: PAGE }, { signal });
  const ids = [...new Set(recordings.map(({ ids: [first] }) => first!))];
  const rows = ids.length === 0 ? [] : await service.tracks.rows.query({ ids }, { signal });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return recordings.map((recording) => ({ recording, track: byId.get(recording.ids[0]!) }));
}

function Row({ listed: { recording, track } }: { readonly listed: ListedRecording }) {
  const { ids, parts } = recording;
  return (
    <FindingRow
      picture={<Cover art={track?.art ?? null} size={28} />}
      title={track?.title || track?.fileName || t('A recording')}
      note={track?.artist ?? ''}
      amount={
        ids.length > 1 ? t('{{count}} copies', { count: ids.length }) : t('{{count}} parts', { count: parts.length })
      }
    />
  );
}

interface AboutProps extends FocusAfterDecision {
  readonly state: DuplicateState;
}

/** What is said while none is open: how far the comparison is, and what one can do. */
function About({ state, heading, onSettled }: AboutProps) {
  const [decides, setDecides] = useState(false);
  const { recordings, compared, analysed, pending, isCurrent, problem } = state;
  const isRunning = state.state === 'running';
  return (
    <>
      <BackLink to={{ item: '' }}>{t('All checks')}</BackLink>
      <Detail
        key={recordings === 0 ? 'none' : 'some'}
        heading={heading}
        title={t('Duplicates')}
        note={t('{{count}} recordings in several copies, or with parts', { count: recordings })}
        foot={
          <>
            {recordings === 0 ? null : <DecideButton onClick={() => setDecides(true)} />}
            <Button aria-disabled={isRunning} onClick={() => (isRunning ? undefined : void compare())}>
              {t('Compare again')}
            </Button>
            <BestCopiesButton />
            <Button onClick={() => showInLibrary('hidden:yes')}>{t('Show hidden tracks')}</Button>
            <Button onClick={() => showInLibrary('trashed:yes')}>{t('Show the trash')}</Button>
          </>
        }
      >
        {isRunning ? <Progress label={t('Comparing sounds')} done={compared} total={analysed} /> : null}
        {state.state === 'failed' ? (
          <Note tone="problem" urgent>
            {t('The comparison failed: {{message}} Compare again to try once more.', {
              message: asSentence(state.message ?? ''),
            })}
          </Note>
        ) : null}
        {problem === null ? null : (
          <Note tone="problem">
            {t('The index server is away, so tracks are left that are not compared: {{problem}}', {
              problem: asSentence(problem),
            })}
          </Note>
        )}
        {isRunning || isCurrent || state.state === 'failed' ? null : (
          <Note tone="plain">{t('Tracks were analysed, added or lost since. Compare again to take them in.')}</Note>
        )}
        {pending === 0 ? null : (
          <p>
            {t('{{count}} tracks still to be analysed: they are compared after that. Activity shows how far it is.', {
              count: pending,
            })}
          </p>
        )}
        {recordings > 0 ? (
          <p>
            {t(
              'Choose one in the list to see its copies beside each other, the best first, with the reason. They are compared by their sound, whatever their tags say. No file is deleted.',
            )}
          </p>
        ) : isRunning || problem !== null ? null : (
          <Note tone="good">{t('No recording is there twice among {{count}} tracks.', { count: compared })}</Note>
        )}
      </Detail>
      {decides ? (
        <AllCopiesDialog recordings={recordings} onClose={() => setDecides(false)} onSettled={onSettled} />
      ) : null}
    </>
  );
}

/** Takes the focus of who has asked for duplicates by a command. */
function DecideButton({ onClick }: { readonly onClick: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useFocusTarget('mend', () => button.current?.focus());
  return (
    <Button ref={button} look="primary" onClick={onClick}>
      {t('Decide about all …')}
    </Button>
  );
}

interface FocusAfterDecision {
  /** Of the heading that takes the focus when it appears. */
  readonly heading: Ref<HTMLHeadingElement>;
  readonly onSettled: () => void;
}

/** A decision takes its recording, and the button that was pressed, away: the focus goes to the heading of what follows. */
function useFocusAfterDecision(): FocusAfterDecision {
  const isDue = useRef(false);
  const heading = useCallback((appeared: HTMLHeadingElement | null) => {
    if (appeared === null || !isDue.current) return;
    isDue.current = false;
    if (document.activeElement === document.body) appeared.focus();
  }, []);
  const onSettled = useCallback(() => {
    isDue.current = true;
  }, []);
  return { heading, onSettled };
}

async function compare(): Promise<void> {
  try {
    queries.setQueryData(api.duplicates.state.queryKey(), await service.duplicates.compare.mutate());
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}
