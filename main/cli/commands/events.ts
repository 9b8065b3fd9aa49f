/**
 * `descant events`: what the service announces, as it happens. It ends with Ctrl-C and when the service stops, both with
 * exit code 0.
 */
import { libraryFolder } from '../../../app/storage/library-folder.ts';
import { printable } from '../../setup/printable-text.mjs';
import { readArguments, UsageError } from '../command-line.ts';
import { attach } from '../connect.ts';
import { eventWords } from '../event-words.ts';
import { interruptible } from '../long-work.ts';
import { runningService } from '../running-service.ts';
import { ReaderGoneError, standardOutput } from '../text-sink.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {});
  if (positionals.length > 0) throw new UsageError('events takes no words');
  const library = libraryFolder(values.library);
  const service = await runningService(library);
  const output = standardOutput();
  return interruptible(async (signal) => {
    try {
      for await (const event of service.events(signal)) {
        const text = values.json ? JSON.stringify(event) : `${timeNow()}  ${printable(eventWords(event))}`;
        await output.write(`${text}\n`);
      }
    } catch (error) {
      // As in `descant events | head -3`.
      if (!(error instanceof ReaderGoneError)) throw error;
      return 0;
    }
    // A stream that ends while the service goes on has lost events.
    if (!signal.aborted && (await attach(library, 1)) !== null) {
      throw Object.assign(new Error('the service has ended the stream of events; call descant events again'), {
        code: 'EVENTS_ENDED',
      });
    }
    return 0;
  });
}

/** `18:02:11`, in the local time zone. */
function timeNow(): string {
  return new Date().toLocaleTimeString('sv-SE');
}
