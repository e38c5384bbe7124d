/** The last things an assistance does: seeing that its last words are heard, and leaving its receipt in the chat. */
import { CHANNEL } from '@rendezvous/msra';
import { DEADLINES } from './limits.ts';
import type { AssistLink } from './link.ts';
import type { AssistApplication, AssistPorts } from './ports.ts';
import { summaryOf } from './receipt-text.ts';
import { Timers } from './timers.ts';
import type { Receipt } from './view.ts';

/** Our last words have arrived when the other side closes too; a connection that is closed would swallow what still waits. */
export async function lastWordsHeard(link: AssistLink, timers: Timers): Promise<void> {
  const channel = link.channel(CHANNEL.control);
  if (!channel.open || link.state !== 'connected') return;
  await timers.atMost('flush', DEADLINES.flushMs, channel.closed);
}

/** Resolves when the messenger has heard it, or is gone, or does not answer. Never rejects. */
export async function leaveReceipt(
  receipt: Receipt,
  application: AssistApplication,
  { setTimer, log }: Pick<AssistPorts, 'setTimer' | 'log'>,
): Promise<void> {
  const told = application.finished(summaryOf(receipt)).catch((error: unknown) => {
    log?.info('The messenger is gone', { error: String(error) });
  });
  await new Timers(setTimer).atMost('farewell', DEADLINES.farewellMs, told);
}
