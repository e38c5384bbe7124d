import {
  type CtlPacket,
  equalBytes,
  type ImplementedVersions,
  initialNoviceInit3State,
  noviceVersionAtStart,
  type RcCommand,
  stepNoviceInit3,
  type Version,
} from '@rendezvous/msra';
import {
  initialNoviceInit12State,
  type NoviceInit12Output,
  stepNoviceInit12,
} from '../../src/session-init/novice.ts';
import { initialNoviceInit1State, stepNoviceInit1 } from '../../src/session-init/novice-1.ts';
import type { SettingsInput } from '../../src/settings/contact-exchange.ts';
import { initialNoviceSettingsState, stepNoviceSettings } from '../../src/settings/novice.ts';
import {
  initialNoviceShareControlState,
  type NoviceShareControlInput,
  type NoviceShareControlState,
  stepNoviceShareControl,
  stepNoviceShareControl1,
} from '../../src/share-control/novice.ts';
import type { Message } from '../../src/transport/message.ts';
import {
  initialNoviceVoiceState,
  type NoviceVoiceInput,
  type NoviceVoiceState,
  stepNoviceVoice,
} from '../../src/voice/novice.ts';
import { type Driven, drive } from './machine.ts';
import { Media } from './media.ts';
import { Peer } from './peer.ts';
import type { PeerOptions } from './peer-options.ts';
import { blobOf, CONNECTION_STRING_1, encryptedPassStub, PASSWORD, tokenOf } from './secrets.ts';
import { carryOutVoice } from './voice-side.ts';

export interface NoviceOptions extends PeerOptions {
  readonly implemented: ImplementedVersions;
  readonly byPnrp: boolean;
  readonly heartbeat?: boolean;
  readonly noviceName?: string;
}

type AnyInput =
  | { readonly type: 'received'; readonly packet: CtlPacket }
  | { readonly type: 'user-accepts' | 'user-refuses' | 'link-closed' | 'local-end' };

type LaterInput =
  | { readonly type: 'credentials-checked'; readonly valid: boolean }
  | { readonly type: 'shadowing-started' | 'consent-timeout' | 'resolution-changed' }
  | { readonly type: 'timer'; readonly timer: 'heartbeat' };

/** The side that shares its screen. */
export class NovicePeer extends Peer {
  readonly role = 'novice';
  control: Driven<NoviceShareControlState, NoviceShareControlInput> | undefined;
  voice: Driven<NoviceVoiceState, NoviceVoiceInput> | undefined;
  /** Whether the expert's input goes through. */
  inputEnabled = false;
  /** Whether the person is left to answer the question for the view by the test. */
  slowAnswer = false;
  /** Whether the screen changes while it begins to be seen. */
  resolutionChanges = false;
  readonly #options: NoviceOptions;
  #feedInit: (input: AnyInput) => void = () => {};
  /** What versions 1 and 2 have besides. */
  #feedLater: (input: LaterInput) => void = () => {};
  #openInit: () => void = () => {};
  #settings: Driven<unknown, SettingsInput> | undefined;

  constructor(options: NoviceOptions) {
    super(options);
    this.#options = options;
    this.#prepareInit(noviceVersionAtStart(options.implemented, options.byPnrp));
  }

  /** Somebody has connected. */
  accept(): void {
    const version = noviceVersionAtStart(this.#options.implemented, this.#options.byPnrp);
    if (version !== undefined) this.handleVersion(version);
    this.start([]);
  }

  end(): void {
    this.#feedInit({ type: 'local-end' });
  }

  answerView(answer: 'user-accepts' | 'user-refuses' | 'consent-timeout'): void {
    if (answer === 'consent-timeout') this.#feedLater({ type: answer });
    else this.#feedInit({ type: answer });
  }

  beat(): void {
    this.#feedLater({ type: 'timer', timer: 'heartbeat' });
  }

  #prepareInit(version: Version | undefined): void {
    const { agenda } = this;
    const carryOut = (output: NoviceInit12Output): void => this.#whenInit(output);
    const { heartbeat = false, noviceName } = this.#options;
    switch (version) {
      case 1: {
        const init = drive(agenda, initialNoviceInit1State, stepNoviceInit1, carryOut);
        this.#feedInit = this.#feedLater = init.feed;
        this.#openInit = () => init.feed({ type: 'channel-open', heartbeat });
        return;
      }
      case undefined:
      case 2: {
        const init = drive(agenda, initialNoviceInit12State, stepNoviceInit12, carryOut);
        const named = noviceName === undefined ? {} : { noviceName };
        this.#feedInit = this.#feedLater = init.feed;
        this.#openInit = () => init.feed({ type: 'channel-open', heartbeat, ...named });
        return;
      }
      case 3: {
        const init = drive(agenda, initialNoviceInit3State, stepNoviceInit3, output => {
          // The view is granted and the session begins in one.
          if (output.type === 'established') this.link.show();
          carryOut(output);
        });
        this.#feedInit = init.feed;
        const noviceToken = tokenOf('novice', PASSWORD);
        const expectedExpertToken = tokenOf('expert', PASSWORD);
        this.#openInit = () => init.feed({ type: 'channel-open', noviceToken, expectedExpertToken });
      }
    }
  }

  #whenInit(output: NoviceInit12Output): void {
    switch (output.type) {
      case 'send':
        return this.send({ type: 'control', packet: output.packet });
      case 'version-chosen':
        return this.handleVersion(output.version);
      case 'check-credentials': {
        const string = 'raConnectionString' in output ? output.raConnectionString : undefined;
        const encrypted = 'encryptedPassword' in output ? output.encryptedPassword : undefined;
        const valid =
          output.expertBlob === blobOf(PASSWORD) &&
          (string === undefined || string === CONNECTION_STRING_1) &&
          (encrypted === undefined || equalBytes(encrypted, encryptedPassStub(PASSWORD)));
        return this.#feedLater({ type: 'credentials-checked', valid });
      }
      case 'ask-user':
        this.log.push('asked for the view');
        if (!this.slowAnswer) this.answerView(this.answers.view ? 'user-accepts' : 'user-refuses');
        return;
      case 'start-shadowing':
        if (this.resolutionChanges) return this.#feedLater({ type: 'resolution-changed' });
        this.link.show();
        return this.#feedLater({ type: 'shadowing-started' });
      case 'peer-name':
        return void this.log.push(`expert is ${output.peerName}`);
      case 'set-timer':
        return void this.timers.set(output.timer, output.ms);
      case 'clear-timer':
        return void this.timers.delete(output.timer);
      case 'established':
        return this.handleEstablished();
      case 'terminate':
        return this.handleTerminate(output.reason);
    }
  }

  protected override beginInit(): void {
    this.#openInit();
  }

  protected override feedControlPacket({ packet }: Extract<Message, { type: 'control' }>): void {
    this.#feedInit({ type: 'received', packet });
  }

  protected override handlePicture(): void {
    throw new Error('a novice sees no screen');
  }

  protected override handleLinkClosed(): void {
    this.#feedInit({ type: 'link-closed' });
  }

  protected override beginFeatures(version: Version): void {
    const { agenda, answers } = this;
    const stepControl = version === 1 ? stepNoviceShareControl1 : stepNoviceShareControl;
    this.control = drive(agenda, initialNoviceShareControlState, stepControl, output => {
      switch (output.type) {
        case 'send-command':
          return this.sendCommand(output.command);
        case 'send-participant':
          return this.send({ type: 'participant', pdu: output.pdu });
        case 'ask-user':
          return this.control?.feed({ type: answers.control ? 'user-accepts' : 'user-refuses' });
        case 'enable-input':
          this.inputEnabled = true;
          return this.control?.feed({ type: 'input-enabled' });
        case 'disable-input':
          this.inputEnabled = false;
          return;
        case 'withdraw-question':
          return;
      }
    });
    const settings = initialNoviceSettingsState({ contactExchange: answers.contactExchange, version });
    this.#settings = drive(agenda, settings, stepNoviceSettings, output => this.handleSettings(output));
    this.voice = drive(agenda, initialNoviceVoiceState, stepNoviceVoice, output => {
      if (output.type === 'create-server') {
        this.media.serverConnected = () => this.voice?.feed({ type: 'media-connected' });
        return this.voice?.feed({ type: 'server-ready', key: Media.KEY, addresses: Media.ADDRESSES });
      }
      if (output.type === 'release') this.media.serverConnected = undefined;
      return carryOutVoice(this, output, input => this.voice?.feed(input));
    });
  }

  protected override feedCommand(command: RcCommand): void {
    this.control?.feed({ type: 'received', command, allowed: this.answers.controlAllowed });
    this.voice?.feed({ type: 'received', command });
  }

  protected override feedParticipant({ pdu }: Extract<Message, { type: 'participant' }>): void {
    this.control?.feed({ type: 'received', pdu, allowed: this.answers.controlAllowed });
  }

  protected override feedSettings(input: SettingsInput): void {
    this.#settings?.feed(input);
  }

  protected override endFeatures(): void {
    this.control?.feed({ type: 'session-ended' });
    this.voice?.feed({ type: 'session-ended' });
  }
}
