/** Messages of the service as sentences of a page. */

/** `there is nothing to undo` → `There is nothing to undo.` */
export function asSentence(message: string): string {
  const text = message.trim();
  if (text === '') return '';
  const begun = text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
  return /[.!?…:”"']$|[.!?…:]\)$/u.test(begun) ? begun : `${begun}.`;
}
