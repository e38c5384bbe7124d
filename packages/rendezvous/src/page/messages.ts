/** What a messenger's window and an application's window say to each other before they have a port. Nothing secret. */
import { z } from 'zod';

/** Application → messenger. `resume`: it was launched before and the messenger's page is a new one. */
export const HelloMessage = z.object({
  type: z.literal('rendezvous-hello'),
  resume: z.boolean().default(false),
});
export type HelloMessage = z.input<typeof HelloMessage>;

/** Messenger → application, with the port transferred beside it. */
export const PortMessage = z.object({ type: z.literal('rendezvous-port') });
export type PortMessage = z.infer<typeof PortMessage>;

/** In the fragment of the application's address: never sent to a server, and gone from the bar before anything else runs. */
export const TOKEN_PARAMETER = 'rendezvous';
