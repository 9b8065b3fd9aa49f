/** Recordings: which files are one, and what is known of it. The list is beside it, or one is open by its gid. */
import { Cover } from '../../controls/Cover.tsx';
import { Note } from '../../controls/Note.tsx';
import { Select } from '../../controls/Select.tsx';
import { goTo } from '../../navigation/use-address.ts';
import { errorWords } from '../../service/client.ts';
import { count } from '../../words/amounts.ts';
import { t, type Text } from '../../words/text.ts';
import { BackLink, Detail, Side } from '../Detail.tsx';
import { ListPane } from '../ListPane.tsx';
import { FindingRow, WindowedLinks } from '../WindowedLinks.tsx';
import { Recording } from './Recording.tsx';
import { gidIn, RECORDINGS } from './recording-words.ts';
import { useRecordings } from './use-recordings.ts';

const FILTERS = ['', 'all'] as const;
const FILTER_LABELS: Readonly<Record<(typeof FILTERS)[number], Text>> = {
  '': 'with several tracks',
  all: 'all recordings',
};

interface RecordingsPageProps {
  /** `recordings`, or `recordings/GID`. */
  readonly item: string;
  readonly at: number | null;
  readonly filter: string;
}

export function RecordingsPage({ item, at, filter }: RecordingsPageProps) {
  const { rows, hasMore, isKnown, error, onRange } = useRecordings(filter === 'all' ? 1 : 2, at);
  const gid = gidIn(item) ?? (at === null ? null : (rows[at]?.gid ?? null));
  return (
    <>
      {rows.length === 0 ? null : (
        <ListPane title={t('Recordings')} amount={`${count(rows.length)}${hasMore ? ' +' : ''}`}>
          <WindowedLinks
            label={t('Recordings')}
            total={rows.length}
            chosen={gidIn(item) === null ? at : null}
            onRange={onRange}
            renderRow={(index) => {
              const row = rows[index];
              return row === undefined ? null : (
                <FindingRow
                  picture={<Cover art={null} size={28} />}
                  title={row.title || row.gid}
                  note={row.artist}
                  amount={t('{{count}} tracks', { count: row.tracks.length })}
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
        {gid !== null ? (
          <>
            <BackLink to={{ item: RECORDINGS, at: null }}>{t('Recordings')}</BackLink>
            <Recording key={gid} gid={gid} />
          </>
        ) : (
          <>
            <BackLink to={{ item: '' }}>{t('All checks')}</BackLink>
            <Detail
              title={t('Recordings')}
              note={t('Files that sound the same are one recording, with one rating and one count of plays')}
              foot={
                <Select
                  label={t('Which recordings')}
                  value={filter === 'all' ? 'all' : ''}
                  options={FILTERS.map((value) => ({ value, label: t(FILTER_LABELS[value]) }))}
                  onChange={(value) => goTo({ filter: value, at: null })}
                />
              }
            >
              <p>
                {t(
                  'Choose one in the list to see its files, and take out those that do not belong to it. To make several recordings one, select their tracks in the library and choose “Say that they are one recording …” in their menu.',
                )}
              </p>
              {isKnown && rows.length === 0 ? (
                <Note tone="plain">
                  {t('No recording has several tracks. Files are compared once they are analysed.')}
                </Note>
              ) : null}
            </Detail>
          </>
        )}
      </Side>
    </>
  );
}
