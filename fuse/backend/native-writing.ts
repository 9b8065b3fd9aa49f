/** Translates the driver's questions about writing into calls of the writer, and the answers back. */
import { OverlayError } from '../overlay/errors.ts';
import type { MountWriter } from '../writes/mount-writer.ts';
import { Question, type Asked, type NativeBinding, type NativeMount } from '../native/native-binding.ts';
import { numbersOf } from './native-numbers.ts';

/**
 * @param describe answers with the attributes that a file has now
 * @throws OverlayError for the kernel
 */
export async function answerWriting(
  binding: NativeBinding,
  mount: NativeMount,
  writer: MountWriter,
  question: number,
  asked: Asked,
  describe: () => Promise<void>,
): Promise<void> {
  const { id, inode, epoch, name, value, pid, position, target, targetName, data } = asked;
  switch (question) {
    case Question.create:
      binding.replyCreate(mount, id, numbersOf(await writer.create(inode, name, pid), true));
      return;
    case Question.read:
      binding.replyData(mount, id, await writer.read(inode, epoch, target, position));
      return;
    case Question.write: {
      const bytes = data ?? new Uint8Array();
      await writer.write(inode, epoch, bytes, position, pid);
      binding.replyWritten(mount, id, bytes.length);
      return;
    }
    case Question.change:
      // Modes, owners and times are not kept, but programs may set them.
      if (value === 1) await writer.resize(inode, epoch, position, pid);
      await describe();
      return;
    case Question.flush:
      await writer.flush(inode, epoch);
      break;
    case Question.release:
      await writer.release(inode, epoch);
      return;
    case Question.forgotten:
      await writer.forgotten(inode, epoch);
      return;
    case Question.makeDirectory:
      // Tracks that are moved there make another of it: the kernel asks again.
      binding.replyEntry(mount, id, numbersOf(writer.directories.make(inode, name), true), 0, true);
      return;
    case Question.removeDirectory:
      writer.directories.remove(inode, name);
      break;
    case Question.unlink:
      await writer.unlink(inode, name, pid);
      break;
    case Question.rename:
      await writer.rename(inode, name, target, targetName, value, pid);
      break;
    default:
      throw new OverlayError('EINVAL', `The driver asked something unknown (${question})`);
  }
  binding.replyError(mount, id, 0);
}
