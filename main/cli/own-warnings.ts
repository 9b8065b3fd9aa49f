/**
 * Warnings of the service that runs within a command: in the form of errors, instead of Node's with its process number
 * and its options.
 */
import { inWords } from '../../app/model/system-errors.ts';
import { printable } from '../setup/printable-text.mjs';

/** The name of a warning that is made from a text alone; those of Node itself have others. */
const OWN = 'Warning';

/** @param json whether programs read what the command prints. @returns a function that puts all back as it was */
export function printOwnWarnings(json: boolean): () => void {
  const before = process.listeners('warning');
  const print = (warning: Error): void => {
    if (warning.name !== OWN) return before.forEach((listener) => listener(warning));
    const message = inWords(warning.message);
    process.stderr.write(json ? `${JSON.stringify({ warning: { message } })}\n` : `descant: ${printable(message)}\n`);
  };
  process.removeAllListeners('warning');
  process.on('warning', print);
  return () => {
    process.removeListener('warning', print);
    for (const listener of before) process.on('warning', listener);
  };
}
