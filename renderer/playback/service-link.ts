/** Tells the service what the player does, for the system's media controls, and does what these ask for. */
import type { PlayerCommand, PlayerReport } from '../../app/model/player.ts';
import { service } from '../service/client.ts';
import { useConnection } from '../service/follow-events.ts';
import { onPlayerCommand, PAGE_NAME } from '../service/player-commands.ts';
import { isNews, reportOf } from './player-report.ts';
import { usePlayer } from './player-state.ts';

let last: { readonly report: PlayerReport; readonly at: number } | null = null;
let waits = false;

/** @param perform does what is asked for */
export function linkToService(perform: (command: PlayerCommand) => void): void {
  onPlayerCommand((command) => {
    if (command.do === 'raise') window.focus();
    else perform(command);
  });
  usePlayer.subscribe(() => {
    if (waits) return;
    waits = true;
    // Several changes of one moment are told as one.
    queueMicrotask(() => {
      waits = false;
      tell();
    });
  });
  // A service that was started again knows nothing of this page.
  useConnection.subscribe(({ state }, { state: before }) => {
    if (state !== 'connected' || before === state) return;
    last = null;
    tell();
  });
}

function tell(): void {
  const report = reportOf(usePlayer.getState(), window.descant !== undefined);
  const at = performance.now();
  if (!isNews(report, last?.report ?? null, (at - (last?.at ?? at)) / 1000)) return;
  last = { report, at };
  // Nothing waits for it: without the service nothing plays for long.
  service.player.report.mutate({ page: PAGE_NAME, ...report }).catch(() => {});
}
