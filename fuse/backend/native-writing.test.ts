import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attributes } from '../overlay/attributes.ts';
import { OverlayError } from '../overlay/errors.ts';
import type { MountWriter } from '../writes/mount-writer.ts';
import { Question, type Asked } from '../native/native-binding.ts';
import { answerWriting } from './native-writing.ts';
import { RecordingBinding } from './testing/recording-binding.ts';

const MADE: Attributes = {
  inode: 77,
  epoch: 0,
  kind: 'file',
  writable: true,
  size: 5,
  links: 1,
  modified: { seconds: 1, nanoseconds: 2 },
};
const ASKED: Asked = {
  id: 1,
  inode: 10,
  epoch: 3,
  name: 'a',
  value: 0,
  pid: 42,
  position: 100,
  target: 20,
  targetName: 'b',
  data: undefined,
};

let driver: RecordingBinding;
/** What the writer was asked, and the answers, in order. */
let log: unknown[][];
let writer: MountWriter;
beforeEach(() => {
  driver = new RecordingBinding();
  log = driver.calls as unknown as unknown[][];
  /** A method of the writer that notes its arguments. */
  const noting = (name: string, result?: unknown) =>
    vi.fn((...args: unknown[]) => {
      log.push([name, ...args]);
      return result as never;
    });
  writer = {
    create: noting('create', MADE),
    read: noting('read', Buffer.from('bytes')),
    write: noting('write'),
    resize: noting('resize'),
    flush: noting('flush'),
    release: noting('release'),
    forgotten: noting('forgotten'),
    unlink: noting('unlink'),
    rename: noting('rename'),
    directories: {
      make: noting('make', { ...MADE, kind: 'directory' }),
      remove: noting('remove'),
    },
  } as unknown as MountWriter;
});

async function answer(question: number, more: Partial<Asked> = {}): Promise<unknown[][]> {
  const describeNow = async (): Promise<void> => void log.push(['describe']);
  await answerWriting(driver.binding, driver.mount, writer, question, { ...ASKED, ...more }, describeNow);
  return log;
}

describe('the answer', () => {
  it('to making a file has its attributes, writable', async () => {
    expect(await answer(Question.create)).toEqual([
      ['create', 10, 'a', 42],
      ['replyCreate', 1, expect.objectContaining({ inode: 77, mode: 0o100_644, size: 5, complete: true })],
    ]);
  });

  it('to a read has the bytes', async () => {
    expect(await answer(Question.read)).toEqual([
      ['read', 10, 3, 20, 100],
      ['replyData', 1, 'bytes'],
    ]);
  });

  it('to a write has the number of bytes, once they are written', async () => {
    const data = Buffer.from('abc');
    expect(await answer(Question.write, { data })).toEqual([
      ['write', 10, 3, data, 100, 42],
      ['replyWritten', 1, 3],
    ]);
  });

  it('to a write of nothing is that nothing was written', async () => {
    expect(await answer(Question.write)).toEqual([
      ['write', 10, 3, new Uint8Array(), 100, 42],
      ['replyWritten', 1, 0],
    ]);
  });

  it('to a change has the attributes after it: of the size, and nothing else', async () => {
    expect(await answer(Question.change, { value: 1 })).toEqual([['resize', 10, 3, 100, 42], ['describe']]);
    log.length = 0;
    expect(await answer(Question.change)).toEqual([['describe']]);
  });

  it('to making a directory may not be cached', async () => {
    expect(await answer(Question.makeDirectory)).toEqual([
      ['make', 10, 'a'],
      ['replyEntry', 1, expect.objectContaining({ inode: 77, mode: 0o040_755 }), 0, true],
    ]);
  });

  it.each([
    ['flush', Question.flush, ['flush', 10, 3]],
    ['removing a directory', Question.removeDirectory, ['remove', 10, 'a']],
    ['removing a file', Question.unlink, ['unlink', 10, 'a', 42]],
    ['a rename', Question.rename, ['rename', 10, 'a', 20, 'b', 1, 42]],
  ])('to %s is that it is done', async (_what, question, call) => {
    expect(await answer(question, { value: 1 })).toEqual([call, ['replyError', 1, 0]]);
  });

  it.each([
    ['the close of a handle', Question.release, ['release', 10, 3]],
    ['a forgotten node', Question.forgotten, ['forgotten', 10, 3]],
  ])('to %s is none, for the kernel waits for none', async (_what, question, call) => {
    expect(await answer(question)).toEqual([call]);
  });

  it('to an unknown question is an error', async () => {
    await expect(answer(99)).rejects.toMatchObject({
      code: 'EINVAL',
      message: 'The driver asked something unknown (99)',
    });
    expect(log).toEqual([]);
  });

  it('is left to the caller where the writer fails', async () => {
    const error = new OverlayError('EPERM', 'It is refused');
    for (const method of ['create', 'read', 'write', 'flush', 'unlink', 'rename', 'release', 'forgotten'] as const) {
      vi.mocked(writer[method]).mockRejectedValue(error);
      await expect(answer(Question[method])).rejects.toBe(error);
    }
    expect(log).toEqual([]);
  });
});
