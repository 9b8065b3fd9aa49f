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
});
