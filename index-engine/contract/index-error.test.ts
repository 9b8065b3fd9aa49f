import { describe, expect, it } from 'vitest';
import { corruptFile, indexClosed, IndexError, writeFailed } from './index-error.ts';

describe('an index error', () => {
  it('has a name, a code, a message, and the path and cause that it was given', () => {
    const cause = new Error('deeper');
    const error = new IndexError('WriteFailed', 'it broke', { path: '/x', cause });
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.code, error.message, error.path, error.cause]).toEqual([
      'IndexError',
      'WriteFailed',
      'it broke',
      '/x',
      cause,
    ]);
  });

  it('has no cause and no path where none is given', () => {
    const error = new IndexError('Closed', 'over');
    expect(error.path).toBeUndefined();
    expect('cause' in error).toBe(false);
  });

  it('of a damaged file names the file, the damage and what to do', () => {
    expect(corruptFile('/i/log-1', 'it is short')).toMatchObject({
      code: 'CorruptFile',
      path: '/i/log-1',
      message: '/i/log-1 is damaged: it is short. Restore it from a backup or rebuild the index.',
    });
  });

  it('of a refused write asks for room when the disk or the quota is full', () => {
    for (const code of ['ENOSPC', 'EDQUOT']) {
      const cause = Object.assign(new Error('no'), { code });
      expect(writeFailed('/i/log-1', cause)).toMatchObject({
        code: 'WriteFailed',
        path: '/i/log-1',
        cause,
        message: '/i/log-1 could not be written: the disk is full: make room and try again.',
      });
    }
  });

  it('of any other refused write passes on what the system said', () => {
    expect(writeFailed('/i/log-1', new Error('EIO: broken')).message).toBe(
      '/i/log-1 could not be written: EIO: broken.',
    );
    expect(writeFailed('/i/log-1', 'odd').message).toBe('/i/log-1 could not be written: odd.');
    expect(writeFailed('/i/log-1', undefined).message).toBe('/i/log-1 could not be written: undefined.');
  });

  it('of a call after close says so', () => {
    expect(indexClosed()).toMatchObject({ code: 'Closed', message: 'The index is closed.' });
  });
});
