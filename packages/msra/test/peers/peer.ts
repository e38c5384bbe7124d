import type { RcCommand, Role, SessionEndReason, Version } from '@rendezvous/msra';
import { type ChatInput, type ChatState, initialChatState, stepChat } from '../../src/chat/machine.ts';
import type { SettingsInput, SettingsOutput } from '../../src/settings/contact-exchange.ts';
import type { Binding } from '../../src/transport/binding.ts';
import {
  type ChannelSet,
  type ChannelSetInput,
  type ChannelSetOutput,
  initialChannelSet,
  stepChannelSet,
} from '../../src/transport/channel-set.ts';
import { blockOf, type Message, messagesOf } from '../../src/transport/message.ts';
import type { VirtualChannel } from '../../src/transport/virtual-channels.ts';
import { FileDesk, type ReceivedFile } from './file-desk.ts';
import type { Link, LinkEvent } from './link.ts';
import { Agenda, type Driven, drive } from './machine.ts';
import type { Media } from './media.ts';
import type { Answers, PeerOptions } from './peer-options.ts';

/**
 * One side of a remote assistance, whole: it puts what its machines say on the link, and feeds them what comes.
 * `log` tells what a person at this side would notice.
 */
export abstract class Peer {
  readonly log: string[] = [];
  readonly files: ReceivedFile[] = [];
  readonly timers = new Map<string, number>();
  readonly answers: Answers;
  readonly agenda = new Agenda();
  abstract readonly role: Role;
  version: Version | undefined;
  readonly media: Media;
  protected readonly link: Link;
  readonly #binding: Binding;
  readonly #channels: Driven<ChannelSet, ChannelSetInput>;
  #chat: Driven<ChatState, ChatInput> | undefined;
  #desk: FileDesk | undefined;
  #up = false;
  /** Packets that came before all channels were up. */
  readonly #held: Extract<Message, { type: 'control' }>[] = [];
  #established = false;
  #early: Message[] = [];
  #expectsContact = false;
  #ended = false;

  constructor({ link, media, binding, answers }: PeerOptions) {
    this.link = link;
    this.media = media;
    this.#binding = binding;
    this.answers = {
      view: true,
      control: true,
      controlAllowed: true,
      files: true,
      voice: true,
      contactExchange: false,
      ...answers,
    };
    this.#channels = drive(this.agenda, initialChannelSet, stepChannelSet, output =>
      this.#whenChannel(output),
    );
  }

  get established(): boolean {
    return this.#established;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** The connection is there. */
  start(besides: readonly VirtualChannel[]): void {
    this.link.attach(this.role, event => this.agenda.run(() => this.#take(event)));
    this.#channels.feed({ type: 'start', binding: this.#binding, besides });
  }

  /** All channels are up. */
  protected abstract beginInit(): void;
  protected abstract feedControlPacket(message: Extract<Message, { type: 'control' }>): void;
  protected abstract handlePicture(): void;
  protected abstract handleLinkClosed(): void;
  /** Share control, voice and settings of this side. */
  protected abstract beginFeatures(version: Version): void;
  protected abstract feedCommand(command: RcCommand): void;
  protected abstract feedParticipant(message: Extract<Message, { type: 'participant' }>): void;
  protected abstract feedSettings(input: SettingsInput): void;
  protected abstract endFeatures(): void;

  say(text: string): void {
    this.#chat?.feed({ type: 'say', text });
  }

  type(): void {
    this.#chat?.feed({ type: 'typing' });
  }

  sendFile(fileName: string, bytes: Uint8Array): void {
    this.#desk?.send(fileName, bytes);
  }

  cancelFile(): void {
    this.#desk?.sender.feed({ type: 'cancel' });
    this.#desk?.receiver.feed({ type: 'cancel' });
  }

  /** Sends a message on the channel where it belongs. */
  send(message: Message): void {
    const block = blockOf(this.#channels.state, message);
    // A session may end between a machine's word and its sending; before that it is a mistake of this driver.
    if (block !== undefined) this.link.send(this.role, block);
    else if (!this.#ended) throw new Error(`the ${this.role} has no channel for its ${message.type} message`);
  }

  protected sendCommand(command: RcCommand): void {
    this.send({ type: 'command', command });
  }

  protected handleVersion(version: Version): void {
    this.version = version;
    this.log.push(`version ${version}`);
  }

  protected handleEstablished(): void {
    const { version } = this;
    if (version === undefined) throw new Error('a session has a version');
    this.log.push('established');
    this.#established = true;
    this.#chat = drive(this.agenda, initialChatState(this.role), stepChat, output => {
      switch (output.type) {
        case 'send-text':
          return this.send({ type: 'chat', text: output.text });
        case 'send-command':
          return this.sendCommand(output.command);
        case 'show':
          return void this.log.push(`chat: ${output.text}`);
        case 'show-typing':
          return void this.log.push(`typing ${output.on ? 'on' : 'off'}`);
        case 'set-timer':
          return void this.timers.set(output.timer, output.ms);
        case 'clear-timer':
          return void this.timers.delete(output.timer);
      }
    });
    this.#desk = this.#openDesk(version);
    this.beginFeatures(version);
    this.feedSettings({ type: 'session-established' });
    for (const message of this.#early.splice(0)) this.#route(message);
  }

  protected handleSettings(output: SettingsOutput): void {
    switch (output.type) {
      case 'send-command':
        return this.sendCommand(output.command);
      case 'send-contact':
        return this.#desk?.send('contact.xml', new TextEncoder().encode(`contact of the ${this.role}`), 1);
      case 'expect-contact':
        this.#expectsContact = true;
        return;
      case 'exchanged':
        return void this.log.push(`exchanged: ${new TextDecoder().decode(output.bytes)}`);
      case 'not-exchanged':
        return void this.log.push(`not exchanged: ${output.reason}`);
      case 'setting-received':
        return void this.log.push(`setting ${output.property}=${output.value}`);
    }
  }

  protected handleTerminate(reason: SessionEndReason): void {
    this.log.push(`ended: ${reason}`);
    this.endFeatures();
    this.feedSettings({ type: 'session-ended' });
    this.#desk?.handleSessionEnd();
    this.agenda.run(() => {
      this.#ended = true;
    });
    this.#channels.feed({ type: 'end' });
  }

  #openDesk(version: Version): FileDesk {
    return new FileDesk({
      role: this.role,
      version,
      agenda: this.agenda,
      openFile: channelId => this.#channels.feed({ type: 'open-file', channelId }),
      closeFile: channelId => this.#channels.feed({ type: 'close-file', channelId }),
      sendCommand: command => this.sendCommand(command),
      sendBlock: (channelId, block) => this.send({ type: 'file', channelId, block }),
      whenRoom: resume => this.link.whenRoom(this.role, resume),
      wanted: (_name, _size, internalData) =>
        internalData === 0 ? this.answers.files : this.#expectsContact,
      received: file => {
        if (file.internalData !== 0)
          return this.feedSettings({ type: 'contact-received', bytes: file.bytes });
        this.files.push(file);
        this.log.push(`received ${file.fileName}`);
      },
      sent: internalData => {
        if (internalData !== 0) return this.feedSettings({ type: 'contact-sent' });
        this.log.push('sent');
      },
      failed: (what, reason, internalData) => {
        if (internalData !== 0) return this.feedSettings({ type: 'transfer-failed' });
        this.log.push(`${what} failed: ${reason}`);
      },
    });
  }

  #whenChannel(output: ChannelSetOutput): void {
    switch (output.type) {
      case 'open':
        return this.link.open(this.role, output.name);
      case 'close':
        return this.link.close(this.role, output.channel);
      case 'up':
        this.log.push('connected');
        this.#up = true;
        this.beginInit();
        for (const message of this.#held.splice(0)) this.feedControlPacket(message);
        return;
      case 'file-opened':
        return this.#desk?.handleOpened(output.channelId);
      case 'file-closed':
        return this.#desk?.handleClosed(output.channelId);
      case 'lost':
        return this.handleLinkClosed();
    }
  }

  #take(event: LinkEvent): void {
    switch (event.type) {
      case 'opened':
      case 'closed':
        return this.#channels.feed(event);
      case 'picture':
        return this.handlePicture();
      case 'room':
        return event.resume();
      case 'cut':
        this.handleLinkClosed();
        return this.#channels.feed({ type: 'end' });
      case 'block':
        for (const message of messagesOf(this.#channels.state, event.block)) this.#receive(message);
    }
  }

  #receive(message: Message): void {
    if (message.type === 'control') {
      if (this.#up) this.feedControlPacket(message);
      else this.#held.push(message);
      return;
    }
    if (this.#established) return this.#route(message);
    // The expert has a session when the novice says so, on a channel that others may overtake. A novice that has
    // not agreed to anything listens to nobody.
    if (this.role === 'expert' && !this.#ended) this.#early.push(message);
  }

  #route(message: Message): void {
    switch (message.type) {
      case 'control':
        return;
      case 'chat':
        return this.#chat?.feed({ type: 'received', text: message.text });
      case 'participant':
        return this.feedParticipant(message);
      case 'file':
        return this.#desk?.handleBlock(message.channelId, message.block);
      case 'command':
        return this.#command(message.command);
    }
  }

  #command(command: RcCommand): void {
    switch (command.name) {
      case 'FILEXFER':
        return this.#desk?.handleOffer(command);
      case 'TYPINGSTART':
        return this.#chat?.feed({ type: 'received-typing' });
      case 'EXPERTIP':
        return void this.log.push(`expert at ${command.expertIpData}`);
      case 'SETTINGANNOUNCE':
        return this.feedSettings({ type: 'received', command });
      default:
        return this.feedCommand(command);
    }
  }
}
