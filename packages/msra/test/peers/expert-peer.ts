import {
  chooseExpertVersion,
  type ImplementedVersions,
  type Initiation,
  initialExpertInit3State,
  type RcCommand,
  stepExpertInit3,
  type Version,
} from '@rendezvous/msra';
import {
  type ExpertInit1Output,
  initialExpertInit1State,
  stepExpertInit1,
} from '../../src/session-init/expert-1.ts';
import {
  type ExpertInit2Output,
  initialExpertInit2State,
  stepExpertInit2,
} from '../../src/session-init/expert-2.ts';
import type { SettingsInput } from '../../src/settings/contact-exchange.ts';
import { initialExpertSettingsState, stepExpertSettings } from '../../src/settings/expert.ts';
import {
  type ExpertShareControlInput,
  type ExpertShareControlState,
  initialExpertShareControlState,
  stepExpertShareControl,
  stepExpertShareControl1,
} from '../../src/share-control/expert.ts';
import type { Message } from '../../src/transport/message.ts';
import { channelsBesides } from '../../src/transport/virtual-channels.ts';
import {
  type ExpertVoiceInput,
  type ExpertVoiceState,
  initialExpertVoiceState,
  stepExpertVoice,
} from '../../src/voice/expert.ts';
import { type Driven, drive } from './machine.ts';
import { Peer } from './peer.ts';
import type { PeerOptions } from './peer-options.ts';
import { blobOf, CONNECTION_STRING_1, encryptedPassStub, PASSWORD, tokenOf } from './secrets.ts';
import { carryOutVoice } from './voice-side.ts';

export interface ExpertOptions extends PeerOptions {
  readonly implemented: ImplementedVersions;
  readonly initiation: Initiation;
  readonly password?: string;
  readonly heartbeat?: boolean;
  readonly expertName?: string;
}

type AnyInput =
  | { readonly type: 'received'; readonly packet: Extract<Message, { type: 'control' }>['packet'] }
  | { readonly type: 'view-begins' | 'link-closed' | 'local-end' };

type InitOutput = ExpertInit1Output | ExpertInit2Output;

/** The helper's side. */
export class ExpertPeer extends Peer {
  readonly role = 'expert';
  control: Driven<ExpertShareControlState, ExpertShareControlInput> | undefined;
  voice: Driven<ExpertVoiceState, ExpertVoiceInput> | undefined;
  readonly #options: ExpertOptions;
  readonly #version: Version;
  #feedInit: (input: AnyInput) => void = () => {};
  #openInit: () => void = () => {};
  #tellAddress: ((expertIpData: string) => void) | undefined;
  #beat: (() => void) | undefined;
  #settings: Driven<unknown, SettingsInput> | undefined;

  constructor(options: ExpertOptions) {
    super(options);
    this.#options = options;
    const version = chooseExpertVersion(options.implemented, options.initiation);
    if (version === undefined) throw new Error('this expert has no version for such an invitation');
    this.#version = version;
    this.#prepareInit(version);
  }

  /** Connects, with the channels that its version wants. */
  connect(): void {
    this.handleVersion(this.#version);
    this.start(channelsBesides(this.#version));
  }

  end(): void {
    this.#feedInit({ type: 'local-end' });
  }

  tellAddress(expertIpData: string): void {
    this.#tellAddress?.(expertIpData);
  }

  beat(): void {
    this.#beat?.();
  }

  requestControl(): void {
    this.control?.feed({ type: 'request' });
  }

  releaseControl(): void {
    this.control?.feed({ type: 'release' });
  }

  #prepareInit(version: Version): void {
    const { agenda } = this;
    const password = this.#options.password ?? PASSWORD;
    const carryOut = (output: InitOutput): void => this.#whenInit(output);
    switch (version) {
      case 1: {
        const init = drive(agenda, initialExpertInit1State, stepExpertInit1, carryOut);
        const { heartbeat = false } = this.#options;
        this.#feedInit = input => init.feed(input);
        this.#tellAddress = expertIpData => init.feed({ type: 'tell-address', expertIpData });
        this.#beat = () => init.feed({ type: 'timer', timer: 'heartbeat' });
        const raConnectionString = CONNECTION_STRING_1;
        const expertBlob = blobOf(password);
        this.#openInit = () => init.feed({ type: 'channel-open', raConnectionString, expertBlob, heartbeat });
        return;
      }
      case 2: {
        const init = drive(agenda, initialExpertInit2State, stepExpertInit2, carryOut);
        const { expertName } = this.#options;
        const named = expertName === undefined ? {} : { expertName };
        this.#feedInit = input => init.feed(input);
        const encryptedPassword = encryptedPassStub(password);
        const expertBlob = blobOf(password);
        this.#openInit = () => init.feed({ type: 'channel-open', encryptedPassword, expertBlob, ...named });
        return;
      }
      case 3: {
        const init = drive(agenda, initialExpertInit3State, stepExpertInit3, carryOut);
        this.#feedInit = input => init.feed(input);
        const expectedNoviceToken = tokenOf('novice', password);
        const expertToken = tokenOf('expert', password);
        this.#openInit = () => init.feed({ type: 'channel-open', expectedNoviceToken, expertToken });
      }
    }
  }

  #whenInit(output: InitOutput): void {
    switch (output.type) {
      case 'send':
        return this.send({ type: 'control', packet: output.packet });
      case 'send-command':
        return this.sendCommand(output.command);
      case 'proven':
        return void this.log.push('proven');
      case 'peer-name':
        return void this.log.push(`novice is ${output.peerName}`);
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
    this.log.push('sees the screen');
    this.#feedInit({ type: 'view-begins' });
  }

  protected override handleLinkClosed(): void {
    this.#feedInit({ type: 'link-closed' });
  }

  protected override beginFeatures(version: Version): void {
    const { agenda, answers } = this;
    const stepControl = version === 1 ? stepExpertShareControl1 : stepExpertShareControl;
    this.control = drive(agenda, initialExpertShareControlState, stepControl, output => {
      switch (output.type) {
        case 'send-command':
          return this.sendCommand(output.command);
        case 'send-participant':
          return this.send({ type: 'participant', pdu: output.pdu });
        case 'control-granted':
          return void this.log.push('in control');
        case 'control-ended':
          return void this.log.push(`control over: ${output.why}`);
      }
    });
    const settings = initialExpertSettingsState({ contactExchange: answers.contactExchange, version });
    this.#settings = drive(agenda, settings, stepExpertSettings, output => this.handleSettings(output));
    this.voice = drive(agenda, initialExpertVoiceState, stepExpertVoice, output => {
      switch (output.type) {
        case 'create-client':
          return this.voice?.feed({ type: 'client-ready', tuned: true });
        case 'connect': {
          const answered = this.media.call(output.key, output.addresses);
          return this.voice?.feed({ type: answered ? 'media-connected' : 'media-failed' });
        }
        default:
          return carryOutVoice(this, output, input => this.voice?.feed(input));
      }
    });
  }

  protected override feedCommand(command: RcCommand): void {
    this.control?.feed({ type: 'received', command });
    this.voice?.feed({ type: 'received', command });
  }

  protected override feedParticipant({ pdu }: Extract<Message, { type: 'participant' }>): void {
    this.control?.feed({ type: 'received', pdu });
  }

  protected override feedSettings(input: SettingsInput): void {
    this.#settings?.feed(input);
  }

  protected override endFeatures(): void {
    this.control?.feed({ type: 'session-ended' });
    this.voice?.feed({ type: 'session-ended' });
  }
}
