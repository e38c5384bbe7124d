/** The receipt in plain sentences, for the chat. */
import type { Summary } from '@rendezvous/rendezvous';
import type { Receipt } from './view.ts';

export function summaryOf(_receipt: Receipt): Summary {
  return { texts: {} };
}
