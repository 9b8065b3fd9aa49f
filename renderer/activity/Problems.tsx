/** Files that could not be scanned, analysed or served, each with the cause. */
import { useQuery } from '@tanstack/react-query';
import type { ScanError } from '../../app/model/library.ts';
import { api, errorWords } from '../service/client.ts';
import { Icon } from '../controls/Icon.tsx';
import { Loading } from '../controls/Loading.tsx';
import { Note } from '../controls/Note.tsx';
import { folderForDisplay } from '../words/folder-path.ts';
import { moment } from '../words/moment.ts';
import { asSentence } from '../words/sentence.ts';
import { saidMessage, t, type Text } from '../words/text.ts';
import styles from './Activity.module.css';

const SHOWN = 200;

const WHEN: Readonly<Record<ScanError['stage'], Text>> = {
  scan: 'while reading its tags',
  analysis: 'while analysing its audio',
  mount: 'when it was opened in the mount',
};

export function Problems() {
  const { data, error } = useQuery(api.errors.list.queryOptions({ limit: SHOWN }));
  if (error !== null) {
    return (
      <Note tone="problem" urgent>
        {errorWords(error)}
      </Note>
    );
  }
  if (data === undefined) return <Loading />;
  if (data.length === 0) return <p className={styles.empty}>{t('No file has an error.')}</p>;
  return (
    <ul className={styles.rows}>
      {data.map((problem) => (
        <li key={`${problem.stage} ${problem.path}`} className={styles.problem}>
          <span className={styles.sign}>
            <Icon name="warning" size={15} />
          </span>
          <span className={styles.what}>
            <span>{asSentence(saidMessage(problem.message, problem.said))}</span>
            <small>
              {folderForDisplay(problem.path)} · {t(WHEN[problem.stage])} · {moment(problem.at)}
            </small>
          </span>
        </li>
      ))}
    </ul>
  );
}
