import { describe, expect, it } from 'vitest';
import type { ScanError } from '../../app/model/library.ts';
import type { MessageCode, Said } from '../../app/model/messages.ts';
import { causesOf, problemLines } from './problem-causes.ts';

const EARLY = /^The file ends too early/u;
const CLOSED = 'it is not open to your account; change its permissions, or choose another place';
const said = (code: MessageCode, values: Said['values'] = {}): Said => ({ code, values });

/** As the service tells with a sentence what it is made of. */
function saidOf(message: string): { readonly said?: Said } {
  if (EARLY.test(message)) return { said: said('file-ends-early') };
  if (message.startsWith('The FLAC file')) return { said: said('file-flac-begin') };
  if (message === 'The file is empty.') return { said: said('file-without-bytes') };
  if (message.endsWith(CLOSED)) {
    return { said: { ...said('system-read', { why: CLOSED }), why: said('system-EACCES') } };
  }
  return {};
}

let at = 0;
const problem = (message: string, more: Partial<ScanError> = {}): ScanError => ({
  path: `/music/${(at += 1)}.mp3`,
  message,
  ...saidOf(message),
  at,
  stage: 'scan',
  ...more,
});

describe('files with errors', () => {
  it('are together by their cause, the commonest first, also where each has other numbers or paths', () => {
    const early = (size: number): ScanError =>
      problem(`The file ends too early: 90 bytes are expected at 10, but it has only ${size}.`);
    const closed = (path: string): ScanError =>
      problem(
        `${path} cannot be read: it is not open to your account; change its permissions, or choose another place`,
      );
    const causes = causesOf([
      problem('The file is empty.'),
      closed('/music/a'),
      early(20),
      early(21),
      closed('/music/b'),
      problem('The FLAC file does not begin with its stream information.'),
      problem('a fault that nobody knows'),
    ]);
    expect(causes.map(({ title, problems, varies }) => [title, problems.length, varies])).toEqual([
      ['The file is damaged or incomplete', 3, true],
      ['It is not open to your account; change its permissions, or choose another place', 2, true],
      ['The file is empty', 1, false],
      ['A fault that nobody knows', 1, false],
    ]);
    expect(causes.map(({ advice }) => advice?.slice(0, 12) ?? null)).toEqual([
      'Copy it anew',
      // The system's sentence says it.
      null,
      'A copy or a ',
      'The track is',
    ]);
  });

  it('keep what failed in the analysis apart from what failed while tags were read', () => {
    const message = 'No sound could be decoded.';
    const causes = causesOf([problem(message, { stage: 'analysis' }), problem(message)]);
    expect(causes.map(({ stage }) => stage)).toEqual(['analysis', 'scan']);
  });

  it('are copied as lines', () => {
    const files = [
      problem('The file is empty.', { path: '/a' }),
      problem('x', { path: '/b', said: said('file-empty') }),
    ];
    expect(problemLines(files)).toBe('/a: The file is empty.\n/b: X.');
  });
});
