/** Reads answers of services: bytes that should be JSON of a certain form, and may be anything. */
import { refusedPart, type z } from '../../model/schema.ts';
import { WebError } from './web-error.ts';

/**
 * @param service for messages
 * @throws WebError BAD_ANSWER for bytes that are no JSON, or JSON of another form
 */
export function readJson<Type extends z.ZodType>(bytes: Uint8Array, type: Type, service: string): z.infer<Type> {
  let value: unknown;
  try {
    value = JSON.parse(textOf(bytes));
  } catch {
    throw new WebError('BAD_ANSWER', `the answer of ${service} is no JSON`);
  }
  const parsed = type.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const what = issue === undefined ? 'it' : refusedPart(issue.path.map(String).join('.'), issue.message);
  throw new WebError('BAD_ANSWER', `the answer of ${service} has another form: ${what}`);
}

/** JSON is UTF-8; bytes that are not come from servers that send Windows-1252. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
