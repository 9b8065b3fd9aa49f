/** The players of open pages, for media controls; what these ask for reaches a page as an event. */
import { z } from '../../model/schema.ts';
import { askPlayer, shownPlayerState } from '../../media-controls/remote-control.ts';
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

const command = z.union([
  z.object({ do: z.enum(['play', 'pause', 'toggle', 'stop', 'next', 'previous', 'raise']) }),
  z.object({ do: z.literal('seek'), position: z.number().min(0) }),
  z.object({ do: z.literal('volume'), volume: z.number().min(0).max(1) }),
  z.object({ do: z.literal('shuffle'), on: z.boolean() }),
  z.object({ do: z.literal('repeat'), mode: z.enum(REPEAT_MODES) }),
]);

export const playerRoutes = router({
  /** What the player of a page does now. The page is known while it follows the events by its name. */
  report: procedure
    .input(report)
    .mutation(({ ctx, input: { page, ...told } }) => ctx.service.players.report(page, told)),
  /** The player that media controls act on: the one that began to play last. Null where no page has a track. */
  state: procedure.query(({ ctx: { service } }) =>
    shownPlayerState(service.players, (id) => service.read.get({ id }), performance.now()),
  ),
  /** Asks that player for something; its page does it when the event reaches it. */
  ask: procedure.input(command).mutation(({ ctx, input }) => askPlayer(ctx.service.players, input)),
});
