/** What actions would change: each value before and after, with what goes and what comes set apart. */
import { Fragment } from 'react';
import { Hidden } from '../controls/Hidden.tsx';
import { Icon } from '../controls/Icon.tsx';
import { Note } from '../controls/Note.tsx';
import { actionName } from '../words/action-names.ts';
import { fieldLabel } from '../words/field-names.ts';
import { valuesToText } from '../words/field-text.ts';
import { textChanges, type TextPart } from '../words/text-changes.ts';
import { t } from '../words/text.ts';
import styles from './ActionsDialog.module.css';
import { SHOWN, type ActionPreview } from './use-action-preview.ts';

export function Preview({ preview: { result, titles } }: { readonly preview: ActionPreview }) {
  const { changes, tracks, refused, refusals } = result;
  return (
    <>
      {refused[0] === undefined ? null : (
        <Note tone="problem">
          {`${actionName(refused[0].action)}: ${refused[0].reason}`}
          {refusals > 1 ? t(', and {{amount}} more', { amount: refusals - 1 }) : ''}
        </Note>
      )}
      {changes.length === 0 ? (
        <p className={styles.nothing}>{t('Nothing would change.')}</p>
      ) : (
        <table className={styles.changes}>
          <thead>
            <tr>
              <th scope="col">{t('Before')}</th>
              <th scope="col">
                <Hidden>{t('becomes')}</Hidden>
              </th>
              <th scope="col">{t('After')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((track) => (
              <Fragment key={track.id}>
                {track.changes.map((change) => (
                  <Change
                    key={change.field}
                    field={change.field}
                    title={titles.get(track.id) ?? ''}
                    before={change.before === null ? '' : valuesToText(change.field, change.before)}
                    after={change.after === null ? '' : valuesToText(change.field, change.after)}
                  />
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
      {tracks > changes.length ? (
        <p className={styles.nothing}>
          {t('The first {{shown}} of {{count}} tracks that change.', { shown: SHOWN, count: tracks })}
        </p>
      ) : null}
    </>
  );
}

interface ChangeProps {
  readonly field: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

function Change({ field, title, before, after }: ChangeProps) {
  const parts = textChanges(before, after);
  return (
    <tr>
      <td className={styles.before}>
        <small>{field === 'title' ? fieldLabel(field) : `${fieldLabel(field)} · ${title}`}</small>
        {before === '' ? <i>{t('none')}</i> : <Parts parts={parts.before} as="del" />}
      </td>
      <td className={styles.arrow}>
        <Icon name="arrow" size={14} />
      </td>
      <td className={styles.after}>{after === '' ? <i>{t('none')}</i> : <Parts parts={parts.after} as="ins" />}</td>
    </tr>
  );
}

function Parts({ parts, as: Tag }: { readonly parts: readonly TextPart[]; readonly as: 'del' | 'ins' }) {
  return parts.map(({ text, changed, at }) => (changed ? <Tag key={at}>{text}</Tag> : <span key={at}>{text}</span>));
}
