/** Reads answers of services: bytes that should be JSON of a certain form, and may be anything. */
import { refusedPart, type z } from '../../model/schema.ts';
import { WebError } from './web-error.ts';

const WHAT_TO_DO =
  'if this stays so, see whether a proxy or a login page answers in its place, whether its address in the settings is right, and whether there is a newer Descant';

/**
 * @param service for messages
 * @throws WebError BAD_ANSWER for bytes that are no JSON, or JSON of another form
 */
export function readJson<Type extends z.ZodType>(bytes: Uint8Array, type: Type, service: string): z.infer<Type> {
  let value: unknown;
  try {
    value = JSON.parse(textOf(bytes));
  } catch {
    throw new WebError('BAD_ANSWER', `the answer of ${service} is no JSON: it ${beginOf(bytes)}; ${WHAT_TO_DO}`);
  }
  const parsed = type.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const what = issue === undefined ? 'it' : refusedPart(issue.path.map(String).join('.'), issue.message);
  throw new WebError(
    'BAD_ANSWER',
    `the answer of ${service} is not of the form that is expected: ${what}; ${WHAT_TO_DO}`,
  );
}

/** How much of an answer is shown. */
const SHOWN = 40;

/** What came instead of JSON: often the page of a proxy. */
function beginOf(bytes: Uint8Array): string {
  const text = textOf(bytes.subarray(0, 4 * SHOWN))
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim();
  return text === '' ? 'is empty' : `begins with ${JSON.stringify(Array.from(text).slice(0, SHOWN).join(''))}`;
}

/** JSON is UTF-8; bytes that are not come from servers that send Windows-1252. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
