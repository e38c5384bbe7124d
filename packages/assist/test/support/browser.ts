/** Runs in a browser: both sides of an assistance on one page, over real WebRTC, with a canvas as the screen. */
import { AssistanceSession, type AssistPorts, createContactKeys, ownContactOf } from '../../src/index.ts';
import { FakeCompanion } from './companion.ts';
import { HummingSound } from './humming.ts';
import { FakePlatform, fileOf, MemoryContacts } from './platform.ts';
import { ASK, applicationPair, type FakeApplication, OFFER } from './rendezvous.ts';

export interface BrowserSide {
  readonly session: AssistanceSession;
  readonly application: FakeApplication;
  readonly platform: FakePlatform;
  readonly sound: HummingSound;
  /** The connections that this side has made. */
  readonly connections: RTCPeerConnection[];
}

export interface BrowserWorld {
  readonly novice: BrowserSide;
  readonly expert: BrowserSide;
  readonly companion: FakeCompanion;
  readonly video: HTMLVideoElement;
}

/** What each side hums, in Hz. */
export const NOTES = { novice: 440, expert: 1200 } as const;

const realTime = {
  now: () => Date.now(),
  setTimer: (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

function canvasScreen(color: string): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 360;
  const context = canvas.getContext('2d');
  const paint = (): void => {
    if (!context) return;
    context.fillStyle = color;
    context.fillRect(0, 0, 640, 360);
    requestAnimationFrame(paint);
  };
  paint();
  return canvas.captureStream(30);
}

async function contactsOf(name: string): Promise<MemoryContacts> {
  const keys = await createContactKeys(crypto);
  return new MemoryContacts(await ownContactOf({ keys, name, atMs: Date.now(), crypto }));
}

function open(ask: boolean, contacts: readonly MemoryContacts[] = []): BrowserWorld {
  const applications = applicationPair(ask ? ASK : OFFER);
  const companion = new FakeCompanion(realTime.now);
  const make = (application: FakeApplication): BrowserSide => {
    const connections: RTCPeerConnection[] = [];
    class Connection extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    }
    const platform = new FakePlatform();
    const novice = ask === (application === applications.inviter);
    const sound = new HummingSound(novice ? NOTES.novice : NOTES.expert);
    const book = contacts[application === applications.inviter ? 0 : 1];
    const ports: AssistPorts = {
      openFileSink: platform.openFileSink,
      sound,
      ...(book ? { contacts: book } : {}),
      RTCPeerConnection: Connection,
      crypto,
      chooseScreen: () => {
        const stream = canvasScreen('#20c040');
        const [track] = stream.getVideoTracks();
        if (!track) throw new Error('a canvas has a track');
        return Promise.resolve({ stream, track, surface: 'monitor' });
      },
      openCompanion: companion.open,
      language: 'en',
      ...realTime,
    };
    const session = AssistanceSession.open({ application, ports });
    return { session, application, platform, sound, connections };
  };
  const inviter = make(applications.inviter);
  const invitee = make(applications.invitee);
  const [novice, expert] = ask ? [inviter, invitee] : [invitee, inviter];
  const video = document.createElement('video');
  video.muted = true;
  video.autoplay = true;
  document.body.append(video);
  expert.session.addEventListener('change', () => {
    const stream = expert.session.remoteStream;
    if (stream && video.srcObject !== stream) video.srcObject = stream;
  });
  return { novice, expert, companion, video };
}

async function until(probe: () => unknown): Promise<void> {
  while (!probe()) await new Promise(requestAnimationFrame);
}

/** The colour in the middle of what the expert sees. */
function pixel(video: HTMLVideoElement): readonly number[] {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d');
  context?.drawImage(video, 0, 0, 1, 1);
  return Array.from(context?.getImageData(0, 0, 1, 1).data ?? []).slice(0, 3);
}

export const bench = { open, until, pixel, fileOf, contactsOf, NOTES };
export type Bench = typeof bench;

declare global {
  var assistBench: Bench;
}
globalThis.assistBench = bench;
