import { constants } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UNKNOWN_SPACE } from '../mount/space.ts';
import { Question } from '../native/native-binding.ts';
import { Overlay } from '../overlay/overlay.ts';
import { compileTemplate } from '../template/compile.ts';
import { ROOT_INODE, trackInode } from '../tree/inodes.ts';
import { saveSetup, type SaveSetup } from '../writes/testing/save-setup.ts';
import { NativeMounted } from './native-mounted.ts';
import { RecordingBinding } from './testing/recording-binding.ts';

const OPTIONS = { directory: '/nowhere', source: 's', subtype: 't', allowOther: false, writable: true };
const ONE = trackInode(1);

let setup: SaveSetup;
let driver: RecordingBinding;
let mounted: NativeMounted;
let reported: unknown[][];
beforeEach(async () => {
  setup = await saveSetup('$artist/$title');
  reported = [];
  begin(true);
});
afterEach(async () => {
  vi.restoreAllMocks();
  tell(Question.ended);
  await mounted.unmount();
  await setup[Symbol.asyncDispose]();
});

function begin(takesSaves: boolean): void {
  driver = new RecordingBinding();
  mounted = new NativeMounted(driver.binding, OPTIONS.directory, setup.overlay, {
    onFailure: (...args) => void reported.push(args),
    ...(takesSaves ? { sink: setup.library } : {}),
  });
}

/** What the driver tells or asks. */
function tell(
  question: number,
  inode = ROOT_INODE,
  name = '',
  more: { target?: number; targetName?: string } = {},
): void {
  driver.handler?.(question, 5, inode, 0, name, 0, 0, 0, more.target ?? 0, more.targetName ?? '');
}

/** Resolves when the driver has the answer to a question. */
const answered = (): Promise<void> =>
  vi.waitFor(() => expect(driver.calls.some(([method]) => method.startsWith('reply'))).toBe(true), { interval: 1 });

const replies = (): unknown[] => driver.calls.filter(([method]) => method.startsWith('reply'));

describe('a mount of a library that is still read', () => {
  let read: (failure?: Error) => void;
  let overlay: Overlay;
  beforeEach(async () => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    read = (failure) => (failure === undefined ? resolve() : reject(failure));
    const entries = setup.library.entries.bind(setup.library);
    setup.library.entries = async function* () {
      await promise;
      yield* entries();
    };
    overlay = Overlay.begin(setup.library, { views: [{ name: '', template: compileTemplate('$title') }] });
    mounted = new NativeMounted(driver.binding, OPTIONS.directory, overlay, {});
    mounted.start(OPTIONS);
  });

  it('answers when the tree is complete', async () => {
    tell(Question.lookup, ROOT_INODE, 'One.flac');
    await Promise.resolve();
    expect(replies()).toEqual([]);
    read();
    await answered();
    expect(driver.callsOf('replyEntry')).toMatchObject([[5, { inode: ONE, complete: true }, 1e6, false]]);
  });

  it('answers with an error when the library cannot be read', async () => {
    tell(Question.lookup, ROOT_INODE, 'One.flac');
    read(new Error('disk unplugged'));
    await answered();
    expect(replies()).toEqual([['replyError', 5, constants.errno.EIO]]);
    await expect(overlay.ready).rejects.toThrow('disk unplugged');
  });
});

describe('a mount', () => {
  it('begins with the options and its space, and states the space anew every ten seconds', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    mounted.start(OPTIONS);
    const stated = (): unknown => driver.callsOf('setStatistics');
    const { blocks, free } = UNKNOWN_SPACE;
    await vi.advanceTimersByTimeAsync(0);
    expect(stated()).toEqual([[blocks, free, 0]]);
    expect(driver.calls[0]).toEqual(['mount', OPTIONS]);
    await vi.advanceTimersByTimeAsync(9999);
    expect(stated()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(stated()).toHaveLength(2);
    tell(Question.ended);
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    expect(stated()).toHaveLength(2);
  });

  it('lists the first directories when it is warmed', async () => {
    mounted.start(OPTIONS);
    await mounted.warm();
    expect(driver.callsOf('offerListing')).toEqual(
      [ROOT_INODE, setup.overlay.resolve('A'), setup.overlay.resolve('B')].map((inode) => [inode]),
    );
  });

  it('answers the questions of the driver, with its reports of failures', async () => {
    mounted.start(OPTIONS);
    tell(Question.lookup, ROOT_INODE, 'A');
    await answered();
    expect(replies()).toMatchObject([['replyEntry', 5, { inode: setup.overlay.resolve('A') }, 1e6, false]]);
    driver.calls.length = 0;
    tell(Question.open, ROOT_INODE);
    await answered();
    expect(reported).toMatchObject([[`${ROOT_INODE}`, { code: 'EISDIR' }, null]]);
  });

  it('takes saves only where there is a sink', async () => {
    for (const takesSaves of [true, false]) {
      begin(takesSaves);
      mounted.start(OPTIONS);
      tell(Question.lookup, setup.overlay.resolve('A'), 'One.flac');
      await answered();
      expect(replies()).toMatchObject([['replyEntry', 5, { mode: takesSaves ? 0o100_644 : 0o100_444 }, 1e6, false]]);
    }
  });

  it('ends once: the driver is told, and no question is answered from then on', async () => {
    const endSubscription = vi.fn();
    vi.spyOn(setup.overlay, 'onInvalidate').mockReturnValue(endSubscription);
    mounted.start(OPTIONS);
    expect(endSubscription).not.toHaveBeenCalled();
    tell(Question.ended);
    await mounted.ended;
    expect(driver.callsOf('finish')).toHaveLength(1);
    expect(endSubscription).toHaveBeenCalledOnce();
    tell(Question.lookup, ROOT_INODE, 'A');
    tell(Question.ended);
    await new Promise(setImmediate);
    expect(driver.callsOf('finish')).toHaveLength(1);
    expect(replies()).toEqual([]);
  });
});

describe('a change', () => {
  it('drops listings at once', async () => {
    mounted.start(OPTIONS);
    await mounted.warm();
    setup.overlay.forgetName(ROOT_INODE, 'A');
    expect(driver.listings.has(ROOT_INODE)).toBe(false);
    tell(Question.ended);
    driver.calls.length = 0;
    setup.overlay.forgetName(ROOT_INODE, 'A');
    expect(driver.calls).toEqual([]);
  });

  it('makes the kernel forget names, the names of changed files, and directories', async () => {
    mounted.start(OPTIONS);
    await vi.waitFor(() => expect(driver.callsOf('setStatistics')).toHaveLength(1), { interval: 1 });
    driver.calls.length = 0;
    const artist = setup.overlay.resolve('A');
    await mounted.invalidate({
      names: [{ directory: ROOT_INODE, name: 'C' }],
      directories: [ROOT_INODE],
      files: [ONE],
    });
    expect(driver.calls).toEqual([['forget', [ROOT_INODE, artist], 'C\0One.flac\0', [ROOT_INODE]]]);
  });

  it('waits until no question in the directories is open, and ends with the mount', async () => {
    mounted.start(OPTIONS);
    for (const ends of [false, true]) {
      const gate = Promise.withResolvers<never>();
      vi.spyOn(setup.overlay, 'attributes').mockReturnValue(gate.promise);
      driver.calls.length = 0;
      tell(Question.lookup, ROOT_INODE, 'A');
      const told = mounted.invalidate({ names: [{ directory: ROOT_INODE, name: 'C' }], directories: [], files: [] });
      await new Promise(setImmediate);
      expect(driver.callsOf('forget')).toEqual([]);
      if (ends) tell(Question.ended);
      gate.reject(new Error('over'));
      await told;
      expect(driver.callsOf('forget')).toHaveLength(ends ? 0 : 1);
    }
    driver.calls.length = 0;
    await mounted.invalidate({ names: [], directories: [ROOT_INODE], files: [] });
    expect(driver.calls).toEqual([]);
  });
});

describe('a program that writes', () => {
  it('diverts the reads of the track, and drops the listings with its attributes', async () => {
    mounted.start(OPTIONS);
    await mounted.warm();
    driver.calls.length = 0;
    driver.handler?.(Question.open, 5, ONE, 0, '', 2 | 512, 0, 0, 0, '');
    await answered();
    expect(driver.calls).toEqual([
      ['divert', ONE, 0],
      ['dropListing', setup.overlay.resolve('A')],
      ['replyOpen', 5, null, true],
    ]);
  });

  it('drops the listing of a directory where it makes a file', async () => {
    mounted.start(OPTIONS);
    tell(Question.create, ROOT_INODE, 'a');
    await answered();
    expect(driver.callsOf('dropListing')).toEqual([[ROOT_INODE]]);
    expect(driver.callsOf('forget')).toEqual([]);
  });

  it('makes the kernel read a renamed directory again, by its former number, too', async () => {
    mounted.start(OPTIONS);
    const [before, other] = [setup.overlay.resolve('A'), setup.overlay.resolve('B')];
    await setup.overlay.attributes(ONE);
    tell(Question.rename, ROOT_INODE, 'A', { target: ROOT_INODE, targetName: 'C' });
    await answered();
    expect(replies()).toEqual([['replyError', 5, 0]]);
    const now = setup.overlay.resolve('C');
    expect(driver.callsOf('retire')).toEqual([[ONE, 0]]);
    expect(driver.callsOf('forget')).toEqual([[[], '', [before]]]);
    // The kernel asks by the former number now.
    driver.calls.length = 0;
    tell(Question.create, before, 'a');
    await answered();
    expect(driver.callsOf('dropListing')).toEqual([[now], [before]]);
    expect(driver.callsOf('forget')).toEqual([[[], '', [before]]]);
    driver.calls.length = 0;
    await mounted.invalidate({ names: [{ directory: now, name: 'x' }], directories: [now, other], files: [] });
    expect(driver.callsOf('forget')).toEqual([[[now, before], 'x\0x\0', [now, other, before]]]);
  });
});

describe('unmounting', () => {
  it('waits for the end of the mount, where nothing is mounted there any more', async () => {
    mounted.start(OPTIONS);
    const unmounted = mounted.unmount();
    tell(Question.ended);
    await unmounted;
    expect(driver.callsOf('finish')).toHaveLength(1);
  });

  it('keeps the audio files that programs left in the mount', async () => {
    mounted.start(OPTIONS);
    tell(Question.rename, setup.overlay.resolve('A'), 'One.flac', {
      target: setup.overlay.resolve('A'),
      targetName: 'Uno.flac',
    });
    await answered();
    tell(Question.ended);
    await mounted.unmount();
    expect(setup.library.saved).toMatchObject([{ trackId: 1, fields: { title: ['Uno'] } }]);
  });

  it('before the mount began does nothing', async () => {
    await mounted.unmount();
    expect(driver.calls).toEqual([]);
  });
});
