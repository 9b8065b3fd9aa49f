import { describe, expect, it, vi } from 'vitest';
import { registerEditor, requestEdit } from './edit-requests.ts';

describe('requests to edit a field', () => {
  it('reach the row of that field while it is shown, and no other row', () => {
    const title = vi.fn();
    const artist = vi.fn();
    const removers = [registerEditor('title', title), registerEditor('artist', artist)];
    requestEdit('title');
    expect(title).toHaveBeenCalledTimes(1);
    expect(artist).not.toHaveBeenCalled();
    for (const remove of removers) remove();
    requestEdit('title');
    expect(title).toHaveBeenCalledTimes(1);
  });

  it('are dropped where the field is not shown', () => {
    const edit = vi.fn();
    requestEdit('title');
    registerEditor('title', edit)();
    expect(edit).not.toHaveBeenCalled();
  });

  it('reach the row of the next track when the row of the last one goes away after it', () => {
    const before = vi.fn();
    const after = vi.fn();
    const removeBefore = registerEditor('title', before);
    const removeAfter = registerEditor('title', after);
    removeBefore();
    requestEdit('title');
    expect(after).toHaveBeenCalledTimes(1);
    expect(before).not.toHaveBeenCalled();
    removeAfter();
  });

  it('wait for the row of the track that they name, and leave the row of another track alone', () => {
    const [before, after] = [vi.fn(), vi.fn()];
    const removeBefore = registerEditor('title', before, 1);
    requestEdit('title', 2);
    expect(before).not.toHaveBeenCalled();
    const removeArtist = registerEditor('artist', vi.fn(), 2);
    const removeAfter = registerEditor('title', after, 2);
    expect(after).toHaveBeenCalledTimes(1);
    requestEdit('title', 2);
    expect(after).toHaveBeenCalledTimes(2);
    for (const remove of [removeBefore, removeAfter, removeArtist]) remove();
    registerEditor('title', after, 2)();
    expect(after).toHaveBeenCalledTimes(2);
  });

  it('are dropped when another track is shown instead', () => {
    const [other, asked] = [vi.fn(), vi.fn()];
    requestEdit('title', 2);
    const remove = registerEditor('title', other, 3);
    remove();
    registerEditor('title', asked, 2)();
    expect(other).not.toHaveBeenCalled();
    expect(asked).not.toHaveBeenCalled();
  });
});
