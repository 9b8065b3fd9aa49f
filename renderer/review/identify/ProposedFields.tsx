/** Every field that a proposal changes, with its value as it is, as it would be, and where that comes from. */
import type { ProposalDetail, ProposedField } from '../../../app/model/identification.ts';
import { fieldLabel } from '../../words/field-names.ts';
import { valuesToText } from '../../words/field-text.ts';
import { t } from '../../words/text.ts';
import styles from './identify.module.css';
import { SOURCE_WORDS } from './identify-words.ts';

export function ProposedFields({ detail: { album, tracks, changes } }: { readonly detail: ProposalDetail }) {
  if (changes === 0) return null;
  return (
    <details className={styles.fields}>
      <summary>{t('Show all fields that change')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('Field')}</th>
            <th scope="col">{t('Before')}</th>
            <th scope="col">{t('After')}</th>
            <th scope="col">{t('Source')}</th>
          </tr>
        </thead>
        <Group title={t('The album')} fields={album} />
        {tracks.map(({ id, proposed, fields, isStale }) =>
          id === null || isStale ? null : (
            <Group key={id} title={`${proposed?.number ?? ''} ${proposed?.title ?? ''}`} fields={fields} />
          ),
        )}
      </table>
    </details>
  );
}

function Group({ title, fields }: { readonly title: string; readonly fields: readonly ProposedField[] }) {
  if (fields.length === 0) return null;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={4}>
          {title}
        </th>
      </tr>
      {fields.map(({ field, before, after, source }) => (
        <tr key={field}>
          <td>{fieldLabel(field)}</td>
          <td>{before === null ? <i>{t('none')}</i> : <del>{valuesToText(field, before)}</del>}</td>
          <td>
            <ins>{valuesToText(field, after)}</ins>
          </td>
          <td>{t(SOURCE_WORDS[source])}</td>
        </tr>
      ))}
    </tbody>
  );
}
