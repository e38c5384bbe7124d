/** What people can do on this side: what both have alike, and what only a novice or only an expert has. */
import type { ParticipantPdu, RcCommand } from '@rendezvous/msra';
import type { ExpertControl } from './control/expert-control.ts';
import type { NoviceControl } from './control/novice-control.ts';
import { type ExpertSideOptions, expertControlOf } from './expert-side.ts';
import { NoviceSide, type NoviceSideOptions } from './novice-side.ts';
import { Questions } from './questions.ts';
import { SharedSide, type SharedSideOptions } from './shared-side.ts';
import type { AssistStatus } from './signals.ts';

export type SidesOptions = Omit<NoviceSideOptions & ExpertSideOptions & SharedSideOptions, 'questions'>;

export class Sides {
  readonly questions: Questions;
  readonly shared: SharedSide;
  /** One of the two. */
  readonly novice: NoviceSide | undefined;
  readonly expert: ExpertControl | undefined;
  readonly #options: SidesOptions;

  constructor(options: SidesOptions) {
    this.#options = options;
    this.questions = new Questions(question => {
      // The expert's hand rests before the question can be seen.
      this.novice?.control.handleQuestions();
      options.changed({ question });
    });
    const complete = { ...options, questions: this.questions };
    const { role } = options.connection;
    this.shared = new SharedSide(complete);
    this.novice = role === 'novice' ? new NoviceSide(complete) : undefined;
    this.expert = role === 'expert' ? expertControlOf(complete) : undefined;
  }

  /** The other side is who the messenger says. */
  handleVerified(): void {
    this.novice?.handleVerified();
    this.shared.handleVerified();
  }

  /** [MS-RA] 3.7, 3.8: the session exists. */
  handleEstablished(): void {
    this.novice?.screen.allow();
    this.shared.handleEstablished();
  }

  handleCommand(command: RcCommand): void {
    this.#control?.handleCommand(command);
    this.shared.handleCommand(command);
  }

  handleParticipants(pdus: readonly ParticipantPdu[]): void {
    this.#control?.handleParticipants(pdus);
  }

  handleInput(text: string): void {
    this.novice?.control.handleInput(text);
  }

  handleStatus(message: AssistStatus): void {
    switch (message.type) {
      // What is shown, granted and typed by the novice is for the expert.
      case 'screen':
        if (this.expert) this.#options.screenChanged(message.screen);
        return;
      case 'control':
        return this.expert?.handleStatus(message.control);
      case 'typing':
        if (this.expert) this.shared.chat.handleTyping();
        return;
      default:
        return this.shared.handleStatus(message);
    }
  }

  /** The other side has lost contact, or is back. */
  handleUnstable(on: boolean): void {
    this.novice?.control.handleUnstable(on);
  }

  /** First the hand, then the picture, then everything else. Idempotent. */
  close(): void {
    this.novice?.close();
    this.expert?.close();
    this.shared.close();
    this.questions.close();
  }

  get #control(): NoviceControl | ExpertControl | undefined {
    return this.novice?.control ?? this.expert;
  }
}
