/** What the service found wrong with a view, and which of its fields that is about. */
import type { ViewDraft } from './view-list.ts';

export interface ViewProblem {
  /** `null` where it is about none of them. */
  readonly field: keyof ViewDraft | null;
  readonly text: string;
}

const FIELDS: readonly (keyof ViewDraft)[] = ['name', 'query', 'template', 'playlist', 'bestCopies'];

/**
 * @param reason the service's code
 * @param path place inside the list of views, such as `2.template`
 */
export function problemField(reason: string, path: string): ViewProblem['field'] {
  if (reason === 'BAD_TEMPLATE') return 'template';
  if (reason === 'BAD_QUERY') return 'query';
  if (reason !== 'BAD_SETTING') return null;
  return FIELDS.find((field) => path.endsWith(`.${field}`)) ?? null;
}
