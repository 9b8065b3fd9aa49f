import { beforeEach, describe, expect, it } from 'vitest';
import type { RecognisedTrack } from '../../app/model/recognition.ts';
import { FileRecogniser, isOpen, MOST_FILES, NO_FILES, type HeardFiles } from './heard-files.ts';
import type { SoundRequest } from './sound-file.ts';

const MATCH = { kind: 'same' } as RecognisedTrack;
const file = (name: string): File => ({ name }) as File;

/** A question that waits until the test answers it. */
interface Open extends SoundRequest {
  readonly name: string;
  answer(matches: readonly RecognisedTrack[]): Promise<void>;
  fail(message: string): Promise<void>;
}

let asked: Open[];
let now: HeardFiles;
let recogniser: FileRecogniser;
beforeEach(() => {
  asked = [];
  now = NO_FILES;
  recogniser = new FileRecogniser(
    ({ name }, request) =>
      new Promise((resolve, reject) => {
        const turn = (): Promise<void> => new Promise((done) => setImmediate(done));
        request.signal.addEventListener('abort', () => reject(request.signal.reason as Error));
        asked.push({
          ...request,
          name,
          answer: (matches) => (resolve(matches), turn()),
          fail: (message) => (reject(new Error(message)), turn()),
        });
      }),
    (changed) => (now = changed),
  );
});

const states = () => now.files.map(({ file: { name }, state }) => [name, state.kind]);

describe('files', () => {
  it('are asked about one after another, in their order', async () => {
    recogniser.add([file('a'), file('b')]);
    expect(asked.map(({ name }) => name)).toEqual(['a']);
    asked[0]!.onSent?.(0.5);
    expect(now.files[0]?.state).toEqual({ kind: 'asking', part: 0.5 });
    expect(now.files.map(isOpen)).toEqual([true, true]);
    await asked[0]!.answer([MATCH]);
    expect(now.files[0]?.state).toEqual({ kind: 'found', matches: [MATCH] });
    expect(asked.map(({ name }) => name)).toEqual(['a', 'b']);
    recogniser.add([file('c')]);
    await asked[1]!.fail('no audio');
    expect(now.files[1]?.state).toEqual({ kind: 'failed', message: 'no audio' });
    await asked[2]!.answer([]);
    expect(now.files.map(isOpen)).toEqual([false, false, false]);
    expect(asked).toHaveLength(3);
  });

  it('are left out beyond the most, which is told', () => {
    recogniser.add(Array.from({ length: MOST_FILES }, (_, at) => file(String(at))));
    expect(now.left).toBe(0);
    recogniser.add([file('x'), file('y')]);
    expect([now.files.length, now.left]).toEqual([MOST_FILES, 2]);
  });

  it('can be cancelled, the one that is worked on as well as one that waits, and asked about again', async () => {
    recogniser.add([file('a'), file('b'), file('c')]);
    recogniser.cancel(1);
    expect(states()).toEqual([
      ['a', 'asking'],
      ['b', 'cancelled'],
      ['c', 'waiting'],
    ]);
    expect(asked[0]!.signal.aborted).toBe(false);
    recogniser.cancel(0);
    asked[0]!.onSent?.(1);
    await asked[0]!.answer([MATCH]);
    expect(states()[0]).toEqual(['a', 'cancelled']);
    expect(asked.map(({ name }) => name)).toEqual(['a', 'c']);
    recogniser.again(1);
    await asked[1]!.answer([]);
    expect(asked.map(({ name }) => name)).toEqual(['a', 'c', 'b']);
  });

  it('keep what is known of them when the rest is cancelled', async () => {
    recogniser.add([file('a'), file('b'), file('c')]);
    await asked[0]!.answer([]);
    recogniser.cancel();
    expect(states()).toEqual([
      ['a', 'found'],
      ['b', 'cancelled'],
      ['c', 'cancelled'],
    ]);
    expect(asked[1]!.signal.aborted).toBe(true);
  });

  it('are forgotten, and what was asked is not shown any more', async () => {
    recogniser.add([file('a'), file('b')]);
    recogniser.clear();
    await asked[0]!.answer([MATCH]);
    expect(now).toEqual(NO_FILES);
    expect(asked).toHaveLength(1);
    recogniser.add([file('c')]);
    expect(asked.map(({ name }) => name)).toEqual(['a', 'c']);
  });
});
