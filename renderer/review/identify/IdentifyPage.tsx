/** What identification proposes: the list of albums, the surest first, and one of them as it is and as it would be. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ProposalRow } from '../../../app/model/identification.ts';
import { Cover } from '../../controls/Cover.tsx';
import { Note } from '../../controls/Note.tsx';
import { goTo } from '../../navigation/use-address.ts';
import { api, errorWords } from '../../service/client.ts';
import { count } from '../../words/amounts.ts';
import { t } from '../../words/text.ts';
import { BackLink, Side } from '../Detail.tsx';
import { ListPane } from '../ListPane.tsx';
import { FindingRow, WindowedLinks } from '../WindowedLinks.tsx';
import { AboutIdentification } from './AboutIdentification.tsx';
import { BAND_WORDS, scoreWords } from './identify-words.ts';
import { ProposalView } from './ProposalView.tsx';

/** Proposals that are listed; the next ones follow when these are decided. */
const LISTED = 1000;

const NO_ROWS: readonly ProposalRow[] = [];
/** All rows are there: there is nothing to look up. */
const ignoreRange = (): void => {};

export function IdentifyPage({ at }: { readonly at: number | null }) {
  const { data: progress } = useQuery(api.identification.progress.queryOptions());
  const { data: page, error, isFetching } = useQuery(api.identification.list.queryOptions({ limit: LISTED }));
  const rows = page?.rows ?? NO_ROWS;
  const chosen = at === null || rows.length === 0 ? null : Math.min(at, rows.length - 1);
  const row = chosen === null ? undefined : rows[chosen];
  const isRunning = progress?.state === 'running';
  const wasRunning = useRef(false);
  const newest = progress?.proposals[0];
  // Who has waited for a run sees what it has found.
  useEffect(() => {
    if (isRunning) wasRunning.current = true;
    if (isRunning || isFetching || !wasRunning.current) return;
    const place = rows.findIndex(({ id }) => id === newest);
    if (place < 0) return;
    wasRunning.current = false;
    if (at === null) goTo({ at: place });
  }, [isRunning, isFetching, newest, rows, at]);
  return (
    <>
      {rows.length === 0 ? null : (
        <ListPane title={t('Albums to identify')} amount={count(page?.total ?? 0)}>
          <WindowedLinks
            label={t('Albums to identify')}
            total={rows.length}
            chosen={chosen}
            onRange={ignoreRange}
            renderRow={(index) => {
              const one = rows[index];
              return one === undefined ? null : (
                <FindingRow
                  picture={<Cover art={one.art} size={28} />}
                  title={one.title === '' ? t('No title') : one.title}
                  note={[one.artist, t('{{count}} files', { count: one.files })]
                    .filter((part) => part !== '')
                    .join(' · ')}
                  amount={`${t(BAND_WORDS[one.band])} ${scoreWords(one.score)}`}
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
        {chosen !== null && row !== undefined ? (
          <>
            <BackLink to={{ at: null }}>{t('Albums to identify')}</BackLink>
            <ProposalView
              key={row.id}
              row={row}
              at={chosen}
              total={rows.length}
              certain={page?.bands.certain ?? 0}
              isRunning={isRunning}
            />
          </>
        ) : progress === undefined || page === undefined ? null : (
          <AboutIdentification progress={progress} open={page.total} />
        )}
      </Side>
    </>
  );
}
