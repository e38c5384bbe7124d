/** What only the novice's side has: the screen that is shown, and the control over its machine. */
import { PARTICIPANT } from '@rendezvous/msra';
import type { Connection } from './connection.ts';
import { NoviceControl } from './control/novice-control.ts';
import type { AssistApplication, AssistPorts, SharedScreen } from './ports.ts';
import type { Questions } from './questions.ts';
import { NoviceScreen, type ScreenView } from './screen.ts';
import type { Timers } from './timers.ts';
import type { AssistView } from './view.ts';

export interface NoviceSideOptions {
  readonly remoteUser: AssistApplication['session']['remoteUser'];
  readonly ports: AssistPorts;
  readonly timers: Timers;
  readonly connection: Connection;
  readonly questions: Questions;
  readonly changed: (change: Partial<AssistView>) => void;
  /** What the expert sees from now on. */
  readonly screenChanged: (screen: ScreenView) => void;
  readonly controlled: (on: boolean) => void;
}

/** The only expert of a connection, as [MS-RDPEMC] counts participants. */
const EXPERT_ID = 1;

export class NoviceSide {
  readonly screen: NoviceScreen;
  readonly control: NoviceControl;
  readonly #options: NoviceSideOptions;

  constructor(options: NoviceSideOptions) {
    this.#options = options;
    const { ports, connection, changed, controlled } = options;
    this.screen = new NoviceScreen({
      choose: () => this.#choose(),
      show: async track => await connection.link?.showTrack(track),
      changed: screen => this.#handleScreen(screen),
      picked: instead => {
        if (instead) this.control.handleScreenReplaced();
        connection.handleUserAccepts();
      },
      waiting: screenReady => changed({ screenReady }),
      log: ports.log,
    });
    this.control = new NoviceControl({
      remoteUser: options.remoteUser,
      language: ports.language,
      now: ports.now,
      timers: options.timers,
      openCompanion: signal => ports.openCompanion(signal),
      screenSize: () => this.screen.size,
      sendCommand: command => void connection.plane?.sendCommand(command),
      sendParticipant: pdu => void connection.plane?.sendParticipant(pdu),
      sendStatus: message => void connection.plane?.sendStatus(message),
      changed,
      questions: options.questions,
      controlled,
    });
  }

  /** The other side is who the messenger says. What was picked before was a yes to this person. */
  handleVerified(): void {
    // [MS-RDPEMC] 3.2.5.2.1: the expert learns its own id from this.
    this.#options.connection.plane?.sendParticipant({
      name: 'PARTICIPANT_CREATED',
      participantId: EXPERT_ID,
      groupId: 0,
      flags: PARTICIPANT.MAY_VIEW | PARTICIPANT.IS_PARTICIPANT,
      friendlyName: '',
    });
    if (this.screen.ready) this.#options.connection.handleUserAccepts();
  }

  /** First the hand, then the picture. Idempotent. */
  close(): void {
    this.control.close();
    this.screen.close();
  }

  async #choose(): Promise<SharedScreen> {
    const { ports, questions } = this.#options;
    // What is picked is the novice's to say, not the expert's with the novice's mouse.
    const letGo = questions.hold();
    try {
      return await ports.chooseScreen();
    } finally {
      letGo();
    }
  }

  #handleScreen(screen: ScreenView): void {
    // Less to see: the gate shuts before the expert hears of it. More: it opens when everything stands.
    if (screen.name !== 'shown') this.control.handleScreen(screen);
    this.#options.connection.plane?.sendStatus({ type: 'screen', screen });
    this.#options.screenChanged(screen);
    if (screen.name === 'shown') this.control.handleScreen(screen);
  }
}
