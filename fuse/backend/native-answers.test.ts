import { appendFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OverlayError } from '../overlay/errors.ts';
import { Question, type Asked } from '../native/native-binding.ts';
import { directoryInode, ROOT_INODE, trackInode } from '../tree/inodes.ts';
import { MountWriter } from '../writes/mount-writer.ts';
import { saveSetup, type SaveSetup } from '../writes/testing/save-setup.ts';
import { BusyDirectories } from './busy-directories.ts';
import { HeldListings } from './held-listings.ts';
import { MovedDirectories } from './moved-directories.ts';
import { NativeAnswers } from './native-answers.ts';
import { RecordingBinding, type Call } from './testing/recording-binding.ts';

const { ENOENT, EEXIST, EIO, ESTALE, EPERM } = constants.errno;
const FOREVER = 600_000;
const NO_EXPIRY = 1e6;
const ONE = trackInode(1);
/** The number by which the kernel knows a directory that was renamed. */
const FORMER = 2 ** 52 + 7;
const NOTHING: Asked = {
  id: 5,
  inode: ROOT_INODE,
  epoch: 0,
  name: '',
  value: 0,
  pid: 0,
  position: 0,
  target: 0,
  targetName: '',
  data: undefined,
};

let setup: SaveSetup;
let driver: RecordingBinding;
let writer: MountWriter;
let moved: MovedDirectories;
let busy: BusyDirectories;
let reported: unknown[][];
let answers: NativeAnswers;
beforeEach(() => begin('$artist/$title'));

async function begin(template: string): Promise<void> {
  setup = await saveSetup(template);
  const { overlay, library } = setup;
  driver = new RecordingBinding();
  const host = { divert: () => {}, dropListing: () => {}, retire: () => {}, directoryMoved: async () => {} };
  const lifetimes = { grace: FOREVER, scratch: FOREVER, directory: FOREVER };
  writer = new MountWriter(overlay, library, host, lifetimes);
  moved = new MovedDirectories((inode) => overlay.exists(inode));
  busy = new BusyDirectories();
  reported = [];
  answers = answersOf(writer);
}
afterEach(async () => {
  vi.restoreAllMocks();
  await writer.close();
  await setup[Symbol.asyncDispose]();
});

/** @param by `null` for a read-only mount */
function answersOf(by: MountWriter | null): NativeAnswers {
  const { overlay } = setup;
  const { binding, mount } = driver;
  const listings = new HeldListings(
    binding,
    overlay,
    moved,
    () => mount,
    () => by,
  );
  const report = (...args: unknown[]): void => void reported.push(args);
  return new NativeAnswers({ binding, overlay, writer: by, listings, moved, busy, report });
}

/** What the driver is told when it asks this. */
async function answer(question: number, asked: Partial<Asked>, by = answers): Promise<readonly Call[]> {
  driver.calls.length = 0;
  await by.answer(driver.mount, question, { ...NOTHING, ...asked });
  return driver.calls.filter(([method]) => method.startsWith('reply'));
}

const lookUp = (inode: number, name: string, by = answers): Promise<readonly Call[]> =>
  answer(Question.lookup, { inode, name }, by);

it.each([
  ['a lookup in a directory', Question.lookup, directoryInode(ROOT_INODE, 'gone', 0), ESTALE],
  ['the attributes of a file', Question.attributes, trackInode(9), ESTALE],
  ['opening a file', Question.open, trackInode(9), ESTALE],
  ['reading an open directory', Question.list, directoryInode(ROOT_INODE, 'gone', 0), ENOENT],
])('%s that is gone: the kernel looks the path up again where there is one', async (_, question, inode, error) => {
  for (const by of [answers, answersOf(null)]) {
    expect(await answer(question, { inode, name: 'a' }, by)).toEqual([['replyError', 5, error]]);
  }
  expect(reported).toEqual([]);
});

describe('a lookup', () => {
  it('of a name in the tree answers with its node, for good', async () => {
    const artist = setup.overlay.resolve('A');
    const { size } = await setup.overlay.attributes(ONE);
    expect(await lookUp(artist, 'One.flac')).toEqual([
      ['replyEntry', 5, expect.objectContaining({ inode: ONE, size, mode: 0o100_644 }), NO_EXPIRY, false],
    ]);
    expect(await lookUp(ROOT_INODE, 'A')).toMatchObject([['replyEntry', 5, { inode: artist }, NO_EXPIRY, false]]);
  });

  it('in a read-only mount says that files are not writable', async () => {
    const artist = setup.overlay.resolve('A');
    expect(await lookUp(artist, 'One.flac', answersOf(null))).toMatchObject([
      ['replyEntry', 5, { mode: 0o100_444 }, NO_EXPIRY, false],
    ]);
  });

  it('of a name of more than 255 bytes is an error, as on any other file system, and is not reported', async () => {
    expect((await lookUp(ROOT_INODE, 'é'.repeat(127))).map(([method]) => method)).toEqual(['replyAbsent']);
    expect((await lookUp(ROOT_INODE, 'é'.repeat(128))).map(([method, , value]) => [method, value])).toEqual([
      ['replyError', constants.errno.ENAMETOOLONG],
    ]);
    expect(reported).toEqual([]);
  });

  it('of another spelling of a name is asked again each time', async () => {
    await setup.library.add(3, 'Über', { artist: ['A'] });
    await setup.overlay.refresh([3]);
    expect(await lookUp(setup.overlay.resolve('A'), 'Über.flac'.normalize('NFD'))).toMatchObject([
      ['replyEntry', 5, { inode: trackInode(3) }, 0, false],
    ]);
  });

  it('of a name that is not there is remembered, unless another spelling of it may come', async () => {
    expect(await lookUp(ROOT_INODE, 'none')).toEqual([['replyAbsent', 5, NO_EXPIRY]]);
    expect(await lookUp(ROOT_INODE, 'ñone')).toEqual([['replyAbsent', 5, 0]]);
    vi.spyOn(setup.overlay, 'isCaseSensitive', 'get').mockReturnValue(false);
    expect(await lookUp(ROOT_INODE, 'none')).toEqual([['replyAbsent', 5, 0]]);
  });

  it('of a file or directory that a program made is asked again each time', async () => {
    const { inode } = await writer.create(ROOT_INODE, 'a', 0);
    expect(await lookUp(ROOT_INODE, 'a')).toEqual([
      ['replyEntry', 5, expect.objectContaining({ inode, mode: 0o100_644 }), 0, true],
    ]);
  });

  it('of a removed or renamed track is asked again each time, too', async () => {
    const artist = setup.overlay.resolve('A');
    await writer.rename(artist, 'One.flac', artist, 'Uno.flac', 0, 0);
    expect(await lookUp(artist, 'One.flac')).toEqual([['replyAbsent', 5, 0]]);
    expect(await lookUp(artist, 'Uno.flac')).toMatchObject([['replyEntry', 5, { inode: ONE }, 0, false]]);
  });

  it('of a file that is being written answers with what was written, and is asked again', async () => {
    await writer.open(ONE, 0, 2, 0);
    await writer.resize(ONE, 0, 123, 0);
    expect(await lookUp(setup.overlay.resolve('A'), 'One.flac')).toMatchObject([
      ['replyEntry', 5, { inode: ONE, size: 123 }, 0, true],
    ]);
  });

  it('in a directory that is gone is an error, which is not reported', async () => {
    expect(await lookUp(12_345, 'a', answersOf(null))).toEqual([['replyError', 5, ESTALE]]);
    expect(reported).toEqual([]);
  });
});

describe('a lookup by the former number of a renamed directory', () => {
  beforeEach(async () => {
    await setup[Symbol.asyncDispose]();
    await begin('$artist/$artist - $title/$title');
    moved.note(FORMER, setup.overlay.resolve('A'));
  });

  it('is answered from the present directory, and asked again each time', async () => {
    expect(await lookUp(FORMER, 'none')).toEqual([['replyAbsent', 5, 0]]);
  });

  it('gives directories former numbers, too, which mean the present ones', async () => {
    const former = directoryInode(FORMER, 'A - One', 0);
    const present = setup.overlay.resolve('A/A - One');
    for (let time = 0; time < 2; time += 1) {
      expect(await lookUp(FORMER, 'A - One')).toMatchObject([['replyEntry', 5, { inode: former }, 0, false]]);
      expect(moved.meantBy(former)).toBe(present);
    }
    expect(await lookUp(former, 'One.flac')).toMatchObject([['replyEntry', 5, { inode: ONE }, 0, false]]);
  });

  it('gives a directory its own number where the former one is that of another directory', async () => {
    const exists = setup.overlay.exists.bind(setup.overlay);
    const former = directoryInode(FORMER, 'A - One', 0);
    vi.spyOn(setup.overlay, 'exists').mockImplementation((inode) => inode === former || exists(inode));
    expect(await lookUp(FORMER, 'A - One')).toMatchObject([
      ['replyEntry', 5, { inode: setup.overlay.resolve('A/A - One') }, 0, false],
    ]);
  });

  it('finds the names of directories in any case where case does not count', async () => {
    vi.spyOn(setup.overlay, 'isCaseSensitive', 'get').mockReturnValue(false);
    await lookUp(FORMER, 'A - One');
    expect(driver.callsOf('replyEntry')).toMatchObject([
      [5, { inode: directoryInode(FORMER, 'a - one', 0) }, 0, false],
    ]);
  });
});

describe('a question for attributes', () => {
  it('is answered with those of the tree, or of what was written', async () => {
    const { size } = await setup.overlay.attributes(ONE);
    expect(await answer(Question.attributes, { inode: ONE })).toEqual([
      ['replyAttributes', 5, expect.objectContaining({ inode: ONE, size, mode: 0o100_644 }), false],
    ]);
    await writer.open(ONE, 0, 2, 0);
    await writer.resize(ONE, 0, 123, 0);
    expect(await answer(Question.attributes, { inode: ONE })).toMatchObject([
      ['replyAttributes', 5, { size: 123 }, true],
    ]);
  });
});

describe('opening a file', () => {
  it('gives the plan of its generation, which is made once', async () => {
    const plan = { path: setup.library.originalOf(1) };
    expect(await answer(Question.open, { inode: ONE })).toEqual([['replyOpen', 5, plan, false]]);
    expect(driver.callsOf('createPlan')).toHaveLength(1);
    expect(await answer(Question.open, { inode: ONE })).toEqual([['replyOpen', 5, plan, false]]);
    expect(driver.callsOf('createPlan')).toHaveLength(0);
  });

  it('for writing gives the plan until the first write, and none then', async () => {
    const plan = { path: setup.library.originalOf(1) };
    expect(await answer(Question.open, { inode: ONE, value: 2 })).toEqual([['replyOpen', 5, plan, true]]);
    await writer.resize(ONE, 0, 123, 0);
    expect(await answer(Question.open, { inode: ONE })).toEqual([['replyOpen', 5, null, true]]);
  });

  it('of an earlier generation makes the kernel look the name up again, in a new listing', async () => {
    await setup.overlay.attributes(ONE);
    setup.overlay.renew(1);
    expect(await answer(Question.open, { inode: ONE })).toEqual([['replyError', 5, ESTALE]]);
    expect(driver.callsOf('dropListing')).toEqual([[setup.overlay.resolve('A')]]);
    expect(reported).toEqual([]);
    expect(await answer(Question.open, { inode: ONE, epoch: 1 })).toEqual([['replyOpen', 5, expect.anything(), false]]);
  });
});

describe('a question for a listing', () => {
  it('is answered with names and attributes, and the listings after it are made', async () => {
    const [[, id, listing] = []] = await answer(Question.list, {});
    expect(id).toBe(5);
    expect(listing).toMatchObject([{ name: '.' }, { name: '..' }, { name: 'A', complete: true }, { name: 'B' }]);
    await vi.waitFor(() => expect(driver.listings.has(setup.overlay.resolve('A'))).toBe(true), { interval: 1 });
  });

  it('by a former number has names only: the kernel knows their nodes by other numbers', async () => {
    moved.note(FORMER, ROOT_INODE);
    const [[, , listing] = []] = await answer(Question.list, { inode: FORMER });
    expect(listing).toMatchObject([{ name: '.' }, { name: '..' }, { name: 'A', complete: false }, { name: 'B' }]);
  });
});

describe('a question about writing', () => {
  it('goes to the writer, with the present numbers of both directories of a rename', async () => {
    const rename = vi.spyOn(writer, 'rename').mockResolvedValue();
    const [a, b] = [setup.overlay.resolve('A'), setup.overlay.resolve('B')];
    moved.note(FORMER, a);
    moved.note(FORMER + 1, b);
    const asked = { inode: FORMER, name: 'x', target: FORMER + 1, targetName: 'y', value: 1, pid: 7 };
    expect(await answer(Question.rename, asked)).toEqual([['replyError', 5, 0]]);
    expect(rename.mock.calls).toEqual([[a, 'x', b, 'y', 1, 7]]);
    const read = vi.spyOn(writer, 'read').mockResolvedValue(Buffer.from('abc'));
    await answer(Question.read, { inode: ONE, target: FORMER });
    expect(read.mock.calls).toEqual([[ONE, 0, FORMER, 0]]);
  });

  it('has no answer in a read-only mount', async () => {
    expect(await answer(Question.unlink, { name: 'A' }, answersOf(null))).toEqual([]);
  });

  it('that changes something is answered with the attributes after it', async () => {
    const { inode } = await writer.create(ROOT_INODE, 'a', 0);
    expect(await answer(Question.change, { inode, value: 1, position: 9 })).toMatchObject([
      ['replyAttributes', 5, { inode, size: 9 }, true],
    ]);
  });
});

describe('an error', () => {
  it('is answered with its number and reported with what was asked, and the track', async () => {
    const error = new OverlayError('EPERM', 'It is refused');
    vi.spyOn(writer, 'unlink').mockRejectedValue(error);
    expect(await answer(Question.unlink, { name: 'One.flac' })).toEqual([['replyError', 5, EPERM]]);
    vi.spyOn(setup.overlay, 'attributes').mockRejectedValue(new Error('broken'));
    expect(await answer(Question.attributes, { inode: ONE, epoch: 1 })).toEqual([['replyError', 5, EIO]]);
    expect(reported).toEqual([
      [`${ROOT_INODE} One.flac`, error, null],
      [`${ONE}`, new Error('broken'), 1],
    ]);
  });

  it('that programs meet every day is not reported', async () => {
    for (const [code, number] of [
      ['ENOENT', ENOENT],
      ['EEXIST', EEXIST],
      ['ESTALE', ESTALE],
    ] as const) {
      vi.spyOn(writer, 'create').mockRejectedValue(new OverlayError(code, 'x'));
      expect(await answer(Question.create, { name: 'a' })).toEqual([['replyError', 5, number]]);
    }
    // Only errors of the overlay say so.
    vi.spyOn(writer, 'create').mockRejectedValue(Object.assign(new Error('x'), { code: 'ENOENT' }));
    await answer(Question.create, { name: 'a' });
    expect(reported).toHaveLength(1);
  });

  it('of a question that expects no answer is only reported', async () => {
    vi.spyOn(writer, 'release').mockRejectedValue(new OverlayError('EPERM', 'It is refused'));
    expect(await answer(Question.release, { id: 0, inode: ONE })).toEqual([]);
    expect(reported).toHaveLength(1);
  });
});

describe('a failed read in the driver', () => {
  it('is reported with the path and the reason', async () => {
    await appendFile(setup.library.originalOf(1), 'more');
    expect(await answer(Question.failure, { id: 0, inode: ONE, value: EIO })).toEqual([]);
    expect(reported).toEqual([['read A/One.flac', expect.any(OverlayError), 1]]);
    expect(reported[0]?.[1]).toHaveProperty('message', expect.stringContaining('has changed since it was scanned'));
  });

  it('is reported with the number of the error where the file can be read again', async () => {
    await answer(Question.failure, { id: 0, inode: ONE, value: 5 });
    expect(reported[0]?.[1]).toMatchObject({
      code: 'EIO',
      message: `${setup.library.originalOf(1)} cannot be read (error 5)`,
    });
  });
});

describe('while a question is answered', () => {
  /** Whether the directory waits for an answer to this question. */
  async function isBusy(directory: number, question: number, asked: Partial<Asked>): Promise<boolean> {
    const gate = Promise.withResolvers<never>();
    for (const method of ['create', 'unlink', 'rename', 'flush'] as const) {
      vi.spyOn(writer, method).mockReturnValue(gate.promise as never);
    }
    vi.spyOn(setup.overlay, 'attributes').mockReturnValue(gate.promise);
    const answered = answers.answer(driver.mount, question, { ...NOTHING, ...asked });
    let isFree = false;
    const free = busy.free([directory]).then(() => (isFree = true));
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    const wasFree = isFree;
    gate.reject(new OverlayError('ENOENT', 'over'));
    await Promise.all([answered, free]);
    return !wasFree;
  }

  it.each([
    ['lookup', Question.lookup, true],
    ['create', Question.create, true],
    ['unlink', Question.unlink, true],
    ['attributes', Question.attributes, false],
    ['flush', Question.flush, false],
  ] as const)('its directory is busy if the kernel locks it: %s', async (_name, question, busyThen) => {
    expect(await isBusy(ROOT_INODE, question, { name: 'A' })).toBe(busyThen);
  });

  it('so are both directories of a rename, the directory that moves, and all by their former numbers', async () => {
    const [a, b] = [setup.overlay.resolve('A'), setup.overlay.resolve('B')];
    expect(await isBusy(ROOT_INODE, Question.rename, { name: 'none', target: b })).toBe(true);
    expect(await isBusy(b, Question.rename, { name: 'none', target: b })).toBe(true);
    expect(await isBusy(a, Question.rename, { name: 'none', target: b })).toBe(false);
    expect(await isBusy(a, Question.rename, { name: 'A', target: b })).toBe(true);
    expect(await isBusy(a, Question.unlink, { name: 'A' })).toBe(false);
    expect(await isBusy(ONE, Question.rename, { inode: a, name: 'One.flac', target: b })).toBe(false);
    moved.note(FORMER, ROOT_INODE);
    expect(await isBusy(FORMER, Question.unlink, { inode: FORMER, name: 'A' })).toBe(true);
    expect(await isBusy(FORMER, Question.unlink, { name: 'A' })).toBe(false);
  });
});
