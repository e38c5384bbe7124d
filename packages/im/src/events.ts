import type { InvitationMessage } from '@rendezvous/rendezvous';
import type { Message } from './frames.ts';

/** A message of the rendezvous invitation layer; `from` is what the server vouches for. */
export class InvitationEvent extends Event {
  readonly from: string;
  readonly message: InvitationMessage;
  constructor(from: string, message: InvitationMessage) {
    super('invitation');
    this.from = from;
    this.message = message;
  }
}

/** The other person of a conversation said something new: for sounds and notifications. */
export class IncomingMessageEvent extends Event {
  readonly message: Message;
  constructor(message: Message) {
    super('message');
    this.message = message;
  }
}
