/** What the chat and the small waiting window say to each other, over one `BroadcastChannel` of this origin. */
import { END_REASONS } from '@rendezvous/rendezvous';
import { z } from 'zod';

export const LOBBY_CHANNEL = 'rendezvous.lobby';

/** Where an invitation stands, as far as the inviter's waiting window shows it. */
export const LobbyView = z.object({
  application: z.string().max(200),
  name: z.string().max(200),
  step: z.enum(['asking', 'ringing', 'accepted', 'connecting', 'over']),
  /** Why it is over. */
  reason: z.enum(END_REASONS).optional(),
});
export type LobbyView = z.infer<typeof LobbyView>;

export const LobbyMessage = z.discriminatedUnion('type', [
  /** Window → chat: the window is there; say where things stand. */
  z.object({ type: z.literal('opened'), sessionId: z.uuid() }),
  /** Window → chat: the person pressed Cancel there. */
  z.object({ type: z.literal('cancel'), sessionId: z.uuid() }),
  /** Chat → window. */
  z.object({ type: z.literal('view'), sessionId: z.uuid(), view: LobbyView }),
]);
export type LobbyMessage = z.infer<typeof LobbyMessage>;
