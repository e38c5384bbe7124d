/** Anna (inviter) and Ben (invitee) with everything around them, up to any stage of an assistance. */
import type { InputEvent } from '../../src/index.ts';
import { AssistanceSession, type AssistPorts, type SharedScreen } from '../../src/index.ts';
import { FakeClock, settled, until } from './clock.ts';
import { FakeCompanion } from './companion.ts';
import { linkPair, type MemoryLink } from './link.ts';
import { FakePlatform } from './platform.ts';
import { ASK, applicationPair, type FakeApplication } from './rendezvous.ts';
import { FakeTrack } from './track.ts';

export interface Side {
  readonly session: AssistanceSession;
  readonly application: FakeApplication;
  readonly link: MemoryLink;
  readonly platform: FakePlatform;
}

/** What a side's platform has beyond the compulsory. */
export type Extras = (platform: FakePlatform, role: 'novice' | 'expert') => Partial<AssistPorts>;

/** Everything but a contact book. */
const USUAL: Extras = ({ openFileSink, sound }) => ({ openFileSink, sound });

export class World {
  readonly clock = new FakeClock();
  readonly companion = new FakeCompanion(this.clock.now);
  readonly tracks: FakeTrack[] = [];
  readonly novice: Side;
  readonly expert: Side;
  readonly inviter: Side;
  readonly invitee: Side;
  surface: SharedScreen['surface'] = 'monitor';
  settings: MediaTrackSettings = { width: 1920, height: 1080 };

  constructor(component: string = ASK, extras: Extras = USUAL) {
    const applications = applicationPair(component);
    const links = linkPair();
    const make = (application: FakeApplication): Side => {
      const platform = new FakePlatform();
      const role = (component === ASK) === application.session.inviter ? 'novice' : 'expert';
      const ports = { ...this.#ports(), ...extras(platform, role) };
      const session = AssistanceSession.open({ application, ports, openLink: links.open });
      return { session, application, platform, link: links[role] };
    };
    this.inviter = make(applications.inviter);
    this.invitee = make(applications.invitee);
    [this.novice, this.expert] =
      this.inviter.session.view.role === 'novice'
        ? [this.inviter, this.invitee]
        : [this.invitee, this.inviter];
  }

  get sides(): readonly [Side, Side] {
    return [this.novice, this.expert];
  }

  get track(): FakeTrack {
    const track = this.tracks.at(-1);
    if (!track) throw new Error('nothing was picked');
    return track;
  }

  #ports(): AssistPorts {
    return {
      RTCPeerConnection: class {} as unknown as typeof RTCPeerConnection,
      crypto: globalThis.crypto,
      chooseScreen: () => {
        const track = new FakeTrack(this.settings);
        this.tracks.push(track);
        return Promise.resolve({
          track: track as unknown as MediaStreamTrack,
          stream: {} as MediaStream,
          surface: this.surface,
        });
      },
      openCompanion: this.companion.open,
      now: this.clock.now,
      setTimer: this.clock.setTimer,
      language: 'en',
    };
  }

  /** Both applications are launched. */
  connect(): void {
    for (const { application } of this.sides) application.session.connect();
  }

  async verified(): Promise<this> {
    this.connect();
    await until('both are verified', () =>
      this.sides.every(({ session }) => session.view.stage === 'choosing'),
    );
    await settled();
    return this;
  }

  async showing(): Promise<this> {
    await this.verified();
    await this.novice.session.chooseScreen();
    await until('the expert sees', () => this.expert.session.view.stage === 'session');
    return this;
  }

  async paired(): Promise<this> {
    await this.showing();
    await this.novice.session.pairCompanion(this.companion.code);
    return this;
  }

  /** The expert has asked; the question is open. */
  async asked(): Promise<number> {
    this.expert.session.requestControl();
    await until('the question is open', () => this.novice.session.view.question !== undefined);
    return this.novice.session.view.question?.id ?? 0;
  }

  async controlling(): Promise<this> {
    await this.paired();
    await this.grant();
    return this;
  }

  async grant(): Promise<void> {
    this.novice.session.answer(await this.asked(), true);
    await until('control is on', () => this.sides.every(({ session }) => session.view.control.name === 'on'));
    await settled();
  }

  /** The expert's face sends; resolves when whatever comes of it has come. */
  async press(code: string): Promise<void> {
    this.expert.session.sendInput(keyDown(code));
    await settled();
  }

  /** A hostile expert writes to the channel itself, whatever its own side believes. */
  async forge(event: InputEvent): Promise<void> {
    this.novice.link.channel('input').receive(JSON.stringify(event));
    await settled();
  }

  async ended(): Promise<void> {
    await until('both have ended', () => this.sides.every(({ session }) => session.view.ended !== undefined));
  }
}

export function keyDown(code: string): InputEvent {
  const modifiers = { shift: false, control: false, alt: false, meta: false, altGraph: false };
  return { type: 'key', code, key: code.slice(-1).toLowerCase(), down: true, repeat: false, modifiers };
}
