/** What the system's media controls ask of this page's player, which takes it here. */
import type { PlayerCommand } from '../../app/model/player.ts';

/** By which the service tells this page from others. */
export const PAGE_NAME = crypto.randomUUID();

let take: (command: PlayerCommand) => void = () => {};

/** @param listener replaces the one before */
export function onPlayerCommand(listener: (command: PlayerCommand) => void): void {
  take = listener;
}

/** Hands a command to the player, if it is for this page. */
export function givePlayerCommand(page: string, command: PlayerCommand): void {
  if (page === PAGE_NAME) take(command);
}
