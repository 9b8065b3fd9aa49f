/** The players of open pages, for the system's media controls; what these ask for reaches a page as an event. */
import { z } from 'zod';
import { PLAYER_STATES, REPEAT_MODES } from '../../model/player.ts';
import { id } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

/** By which a page is told apart from others: it chooses it when it is opened. */
export const pageName = z.string().min(1).max(64);

const report = z.object({
  page: pageName,
  state: z.enum(PLAYER_STATES),
  track: id.nullable(),
  position: z.number().min(0),
  volume: z.number().min(0).max(1),
  shuffle: z.boolean(),
  repeat: z.enum(REPEAT_MODES),
  hasNext: z.boolean(),
  hasPrevious: z.boolean(),
  canRaise: z.boolean(),
});

export const playerRoutes = router({
  /** What the player of a page does now. The page is known while it follows the events by its name. */
  report: procedure
    .input(report)
    .mutation(({ ctx, input: { page, ...told } }) => ctx.service.players.report(page, told)),
});
