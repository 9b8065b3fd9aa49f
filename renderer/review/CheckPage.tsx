/** One check: the list of its findings, and beside it one of them, or all with the fix of all. */
import { useEffect, useRef } from 'react';
import type { HealthCheckReport } from '../../app/model/health.ts';
import { Button } from '../controls/Button.tsx';
import { Cover } from '../controls/Cover.tsx';
import { Note } from '../controls/Note.tsx';
import { focusTarget } from '../navigation/focus-targets.ts';
import { errorWords } from '../service/client.ts';
import { mend, type Mending } from '../service/mend-health.ts';
import { count } from '../words/amounts.ts';
import { t } from '../words/text.ts';
import { adviceOf, foundOf, titleOf } from './check-words.ts';
import { BackLink, Detail, Side } from './Detail.tsx';
import { FillCoversButton, FoundCovers, useFoundCovers } from './FillCovers.tsx';
import { FindingDetail } from './FindingDetail.tsx';
import { queryOfCheck } from './library-query.ts';
import { MendButton, MendingPreview } from './Mending.tsx';
import { showInLibrary } from './review-commands.ts';
import { findingNote, findingTitle, useFindings } from './use-findings.ts';
import { useMending } from './use-mending.ts';
import { FindingRow, WindowedLinks } from './WindowedLinks.tsx';
import { ListPane } from './ListPane.tsx';

interface CheckPageProps {
  readonly check: HealthCheckReport;
  /** The finding that is open, or `null` for all. */
  readonly at: number | null;
}

export function CheckPage({ check, at }: CheckPageProps) {
  const chosen = at === null || check.count === 0 ? null : Math.min(at, check.count - 1);
  const { rowAt, onRange, error, known } = useFindings(check.check, chosen);
  const finding = chosen === null ? undefined : rowAt(chosen);
  return (
    <>
      {check.count === 0 ? null : (
        <ListPane title={titleOf(check)} amount={count(check.count)}>
          <WindowedLinks
            label={check.title}
            total={check.count}
            chosen={chosen}
            onRange={onRange}
            renderRow={(index) => {
              const found = rowAt(index);
              return found === undefined ? null : (
                <FindingRow
                  picture={<Cover art={found.track?.art ?? null} size={28} />}
                  title={findingTitle(found)}
                  note={findingNote(found)}
                  amount={found.item.tracks > 1 ? t('{{count}} tracks', { count: found.item.tracks }) : ''}
                />
              );
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
        {chosen !== null && finding !== undefined ? (
          <FindingDetail
            key={`${finding.item.about} ${finding.item.path} ${chosen}`}
            check={check}
            finding={finding}
            at={chosen}
            total={check.count}
          />
        ) : chosen !== null ? null : check.count === 0 ? (
          <NothingFound check={check} />
        ) : (
          <AllFindings
            check={check}
            query={queryOfCheck(
              check.check,
              check.count,
              known.map(({ item }) => item),
            )}
          />
        )}
      </Side>
    </>
  );
}

/** The check whose findings are mended from pictures beside the music. */
const FILLED_FROM_FOLDERS = 'no-cover';

interface AllFindingsProps {
  readonly check: HealthCheckReport;
  /** What shows all of them in the library, or `null`. */
  readonly query: string | null;
}

function AllFindings({ check, query }: AllFindingsProps) {
  const mending: Mending | null = check.fix === null ? null : { check: check.check, query: '', about: null, to: null };
  const { preview, error } = useMending(mending);
  const fills = check.check === FILLED_FROM_FOLDERS;
  const covers = useFoundCovers(fills);

  async function apply(): Promise<void> {
    if (mending === null || preview === null) return;
    if (await mend(mending, preview.result.digest, titleOf(check))) focusTarget('tracks');
  }

  return (
    <>
      <BackLink to={{ item: '' }}>{t('All checks')}</BackLink>
      <Detail
        title={titleOf(check)}
        note={`${count(check.count)} ${foundOf(check)}`}
        foot={
          <>
            {fills ? <FillCoversButton found={covers} /> : null}
            {check.fix === null ? null : <MendButton preview={preview} onMend={() => void apply()} />}
            {query === null ? null : <Button onClick={() => showInLibrary(query)}>{t('Show all in library')}</Button>}
          </>
        }
      >
        <p>{adviceOf(check)}</p>
        {fills ? <FoundCovers found={covers} /> : null}
        {check.fix === null ? (
          <p>{t('Choose a finding in the list to see more of it: arrow keys go through them.')}</p>
        ) : (
          <>
            <p>
              {t(
                'Fix all of them here as one batch, or choose one in the list. The files stay as they are; Undo takes all of it back.',
              )}
            </p>
            <MendingPreview fix={check.fix} preview={preview} error={error} />
          </>
        )}
      </Detail>
    </>
  );
}

/** The focus comes here when the last finding that had it is mended. */
function NothingFound({ check }: { readonly check: HealthCheckReport }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <>
      <BackLink to={{ item: '' }}>{t('All checks')}</BackLink>
      <Detail title={titleOf(check)} note={t('Nothing found')} heading={heading}>
        <Note tone="good">{t('Nothing needs attention here.')}</Note>
        <p>
          {t('What is found here would be listed with what to do about it. {{advice}}', { advice: adviceOf(check) })}
        </p>
      </Detail>
    </>
  );
}
