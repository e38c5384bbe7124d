/** What both sides have alike: chat, files, voice, and whether the other person is the one of last time. */
import { CHANNEL, type RcCommand } from '@rendezvous/msra';
import { Chat } from './chat.ts';
import type { Connection } from './connection.ts';
import { Recognition } from './contacts/recognition.ts';
import type { FileDirection } from './files/file-view.ts';
import { Files } from './files/files.ts';
import type { AssistApplication, AssistPorts } from './ports.ts';
import type { Questions } from './questions.ts';
import type { AssistStatus, StatusMessage } from './signals.ts';
import type { Timers } from './timers.ts';
import type { AssistView, ChatLine } from './view.ts';
import { Voice } from './voice/voice.ts';
import { VoiceCall } from './voice/voice-call.ts';

export interface SharedSideOptions {
  readonly remoteUser: AssistApplication['session']['remoteUser'];
  readonly ports: AssistPorts;
  readonly timers: Timers;
  readonly connection: Connection;
  readonly questions: Questions;
  readonly changed: (change: Partial<AssistView>) => void;
  readonly line: (line: Omit<ChatLine, 'id'>) => void;
  /** For the receipt. */
  readonly transferred: (direction: FileDirection, bytes: number) => void;
  /** For the receipt. */
  readonly talking: (on: boolean) => void;
}

type SharedStatus = Exclude<AssistStatus, { type: 'screen' | 'control' }>;

export class SharedSide {
  readonly chat: Chat;
  readonly files: Files;
  readonly voice: Voice;
  readonly recognition: Recognition;
  /** Where this side has voice. */
  readonly #call: VoiceCall | undefined;

  constructor(options: SharedSideOptions) {
    const { remoteUser, ports, timers, connection, questions, changed, line, transferred, talking } = options;
    const { role } = connection;
    const { now, crypto, log, sound } = ports;
    const sendCommand = (command: RcCommand): void => void connection.plane?.sendCommand(command);
    const sendStatus = (message: StatusMessage): void => void connection.plane?.sendStatus(message);
    this.chat = new Chat({
      role,
      now,
      timers,
      send: bytes => connection.plane?.sendBytes(CHANNEL.chat, bytes) ?? false,
      sendCommand,
      sendTyping: () => sendStatus({ type: 'typing' }),
      line,
      remoteTyping: remoteTyping => changed({ remoteTyping }),
    });
    this.files = new Files({
      ports,
      questions,
      link: () => connection.link,
      sendCommand,
      sendStatus,
      changed: files => changed({ files }),
      transferred,
    });
    this.#call =
      sound &&
      new VoiceCall({
        sound,
        timers,
        crypto,
        log,
        openConnection: () => {
          if (!connection.link) throw new Error('there is no link');
          return connection.link.openVoice();
        },
        sendDescription: description => sendStatus({ type: 'voice-description', ...description }),
      });
    this.voice = new Voice({
      role,
      port: this.#call,
      questions,
      timers,
      now,
      sendCommand,
      changed: (voice, voiceRate) => changed({ voice, voiceRate }),
      talking,
    });
    this.recognition = new Recognition({
      role,
      address: remoteUser.address,
      contacts: ports.contacts,
      crypto,
      timers,
      now,
      connectionString: () => connection.connectionString,
      sendCommand,
      sendStatus,
      sendContact: bytes => this.files.sendContact(bytes),
      expectContact: take => this.files.expectContact(take),
      changed: recognised => changed({ recognised }),
      log,
    });
  }

  /** The other side is who the messenger says. */
  handleVerified(): void {
    this.files.start();
    this.voice.handleVerified();
  }

  /** [MS-RA] 3.7, 3.8: the session exists. */
  handleEstablished(): void {
    this.recognition.handleEstablished();
    this.voice.handleEstablished();
  }

  /** A command of channel `71`; those about control are somebody else's. */
  handleCommand(command: RcCommand): void {
    if (command.name === 'TYPINGSTART') this.chat.handleCommand();
    else if (command.name === 'FILEXFER') this.files.handleOffer(command);
    else if (command.name === 'SETTINGANNOUNCE') this.recognition.handleCommand(command);
    else this.voice.handleCommand(command);
  }

  handleStatus(message: SharedStatus): void {
    if (message.type === 'typing') this.chat.handleTyping();
    else if (message.type === 'contact-proof') this.recognition.handleProof(message.signature);
    else if (message.type === 'voice-description') this.#call?.handleDescription(message);
    else this.files.handleStatus(message);
  }

  /** First the microphone, then what is on its way. Idempotent. */
  close(): void {
    this.voice.close();
    // Before the files: that its own is broken off is no news to it.
    this.recognition.close();
    this.files.close();
    this.chat.close();
  }
}
