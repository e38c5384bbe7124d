/** One remote assistance, from the rendezvous to the receipt: the composition root and the one public class. */
import { TypedEventTarget } from '@rendezvous/base';
import type { InputEvent } from './control/input-events.ts';
import type { AssistApplication, AssistPorts } from './ports.ts';
import type { AssistView, Receipt } from './view.ts';

export interface AssistanceOptions {
  readonly application: AssistApplication;
  readonly ports: AssistPorts;
  /** Aborting ends the assistance, as {@link AssistanceSession.end} does. */
  readonly signal?: AbortSignal;
}

export class AssistanceSession extends TypedEventTarget<{ change: Event }> {
  /** Returns at once, at stage `waiting`; what happens then is in {@link view}. */
  static open(_options: AssistanceOptions): AssistanceSession {
    throw new Error('not yet');
  }

  /** An immutable snapshot, replaced at each `change`. */
  get view(): AssistView {
    throw new Error('not yet');
  }

  /** Expert: the novice's picture, for a `<video>`; present from the first description on. `change` tells. */
  get remoteStream(): MediaStream | undefined {
    throw new Error('not yet');
  }

  /** Resolves once, never rejects, when everything has been let go. */
  get ended(): Promise<Receipt> {
    throw new Error('not yet');
  }

  sendChat(_text: string): void {}
  /** The person is typing; call at each keystroke, it is thinned out here. */
  typing(): void {}
  /** The person has compared the pictures by voice and they are the same. */
  confirmVerification(): void {}
  /** Idempotent; resolves when everything has been let go. */
  async end(): Promise<void> {}

  /** Novice, in a user gesture; also to change what is shown. Rejects as the browser's picker does, e.g. when the person cancels. */
  async chooseScreen(): Promise<void> {}
  pause(): void {}
  resume(): void {}
  stopControl(): void {}
  renewControl(): void {}
  /** Answers the open question; another id, or a yes that is not possible, changes nothing. */
  answer(_questionId: number, _yes: boolean): void {}
  /** Resolves when the attempt is over; the outcome is in `view.companion`. */
  async pairCompanion(_code: string): Promise<void> {}
  /** The panic key on the page: control is off before anything is sent. */
  panic(): void {}

  /** Expert: asks for the mouse and keyboard. */
  requestControl(): void {}
  releaseControl(): void {}
  /** Expert: dropped unless in control. */
  sendInput(_event: InputEvent): void {}
}
