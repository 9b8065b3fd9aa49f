/** The menu of tracks: where it is open, for which tracks, and what stands in it. */
import { create } from 'zustand';
import { TRACK_MENU_GROUPS, takesTracks, trackCommands, type Command } from '../catalog/commands.ts';
import type { IconName } from '../controls/Icon.tsx';
import type { MenuItem } from '../controls/Menu.tsx';
import type { Point } from '../controls/menu-place.ts';
import { amountOf, type TrackChoice } from '../selection/track-choice.ts';
import { printedKey } from '../words/printed-key.ts';
import { t } from '../words/text.ts';

export interface OpenTrackMenu {
  readonly at: Point;
  readonly tracks: TrackChoice;
}

export const useTrackMenu = create<{ readonly open: OpenTrackMenu | null }>()(() => ({ open: null }));

/** Opens the menu of these tracks. @param at in CSS pixels of the window */
export function openTrackMenu(at: Point, tracks: TrackChoice): void {
  useTrackMenu.setState({ open: { at, tracks } });
}

export function closeTrackMenu(): void {
  useTrackMenu.setState({ open: null });
}

/** The items of the menu, in groups; those that take another number of tracks are off. */
export function trackMenuItems(tracks: TrackChoice): MenuItem[][] {
  const item = (command: Command): MenuItem => ({
    id: command.id,
    label: t(command.label),
    ...(command.icon === undefined ? {} : { icon: command.icon as IconName }),
    keys: printedKeyOf(command),
    disabled: !takesTracks(command, amountOf(tracks)),
  });
  const groups = new Map(TRACK_MENU_GROUPS.map((group) => [group, trackCommands(group).map(item)]));
  groups.set('edit', [
    ...(groups.get('edit') ?? []),
    { id: 'rating', label: t('Rating'), icon: 'star', items: groups.get('rating') ?? [] },
    { id: 'more', label: t('More edits'), icon: 'more', items: groups.get('more') ?? [] },
  ]);
  groups.delete('rating');
  groups.delete('more');
  return [...groups.values()].filter((group) => group.length > 0);
}

/** The key that a menu prints beside a command: that of the track table where it has one there. */
export function printedKeyOf({ keys, tracks }: Pick<Command, 'keys' | 'tracks'>): string | undefined {
  const key = tracks?.gridKey ?? keys[0];
  return key === undefined ? undefined : printedKey(key);
}
