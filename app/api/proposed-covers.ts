/** Sends the covers that proposals of identification would give: they are not in the art store before that. */
import type { Hono } from 'hono';
import { identifyPicture } from '../storage/art-store.ts';

/** What the route asks of the service. */
interface ProposedCovers {
  readonly identification: { coverOf(proposal: number): Promise<Uint8Array | null> };
}

/** Adds `/proposed-cover/PROPOSAL`. */
export function addProposedCoverRoutes(app: Hono, { identification }: ProposedCovers): void {
  app.get('/proposed-cover/:id', async (context) => {
    const id = Number(context.req.param('id'));
    if (!Number.isSafeInteger(id)) return context.text('no such proposal', 404);
    const bytes = await identification.coverOf(id).catch(() => null);
    const kind = bytes === null ? null : identifyPicture(bytes);
    if (bytes === null || kind === null) return context.text('this proposal has no cover that can be shown', 404);
    // The MIME type comes from the bytes: a service could send anything.
    const headers = { 'Content-Type': kind.mime, 'Cache-Control': 'private, max-age=3600' };
    return new Response(Buffer.from(bytes), { headers });
  });
}
