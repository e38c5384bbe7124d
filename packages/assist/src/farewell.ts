/** The last thing an assistance does: leaving its receipt in the chat, if there still is one. */
import { DEADLINES } from './limits.ts';
import type { AssistApplication, AssistPorts } from './ports.ts';
import { summaryOf } from './receipt-text.ts';
import { Timers } from './timers.ts';
import type { Receipt } from './view.ts';

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
