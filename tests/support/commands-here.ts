/**
 * Runs commands of the CLI in the test's own process, with a service or without one: a program of its own takes half
 * a second to start. Output is captured, so commands run one after another.
 */
import { vi } from 'vitest';
import { findCommand } from '../../main/cli/command-table.ts';
import { runCommand } from '../../main/cli/run-command.ts';
import type { Outcome } from './descant.ts';

const STREAMS = ['stdout', 'stderr'] as const;

/** What `descant` in a process of its own gives. */
export async function descantHere(library: string, ...words: readonly string[]): Promise<Outcome> {
  const { word, command, argv } = findCommand(words);
  if (command === null) throw new Error(`there is no command ${word}`);
  const printed = { stdout: '', stderr: '' };
  const before = STREAMS.map((stream) => process[stream].listeners('error'));
  const spies = STREAMS.map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((chunk) => {
      printed[stream] += String(chunk);
      return true;
    }),
  );
  try {
    const code = await runCommand(command, ['--library', library, ...argv]);
    return { code, ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
    // A process listens once for output that is closed; here each command would add a listener.
    for (const [index, stream] of STREAMS.entries()) {
      for (const listener of process[stream].listeners('error')) {
        if (!before[index]!.includes(listener)) process[stream].off('error', listener as () => void);
      }
    }
  }
}

/** The JSON that a command prints; throws with its error where it fails. */
export async function descantJsonHere<Result>(library: string, ...words: readonly string[]): Promise<Result> {
  const { code, stdout, stderr } = await descantHere(library, ...words, '--json');
  if (code !== 0) throw new Error(`descant ${words.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Result;
}
