/** Half a messenger: A or B, by the address. A launches the application's page; B runs a module. The test carries. */
import {
  type HostSession,
  InvitationMessage,
  type Launch,
  launchesAs,
  Registration,
  RendezvousHost,
  type RendezvousSession,
} from '../../../src/index.ts';
import { launchModule } from '../../../src/module/launch-module.ts';
import { prepareFrame } from '../../../src/page/frame.ts';
import { launchPage, listenForApplications } from '../../../src/page/host.ts';

/** What a test asks of A; the rest of a registration is the same in all. */
export interface Plan {
  readonly url: string;
  readonly placement: 'window' | 'frame';
  readonly sandbox?: readonly string[];
  readonly permissions?: readonly string[];
  readonly trustOwnOrigin?: boolean;
}

export interface MessengerPage {
  /** A invites B, who accepts by itself. */
  begin(plan: Plan): void;
  receive(from: string, message: InvitationMessage): void;
  /** Asks A's page, from B. */
  ask(question: string): void;
  /** What B's module has heard. */
  readonly heard: string[];
  state(): string | undefined;
  reason(): string | undefined;
  frames(): { sandbox: string | null; allow: string | null }[];
}
declare global {
  var messengerPage: MessengerPage;
  /** Takes a message to the other half; rejects while there is none. */
  var carry: (from: string, to: string, message: InvitationMessage) => Promise<void>;
}

const who = location.hash === '#b' ? 'b' : 'a';
const heard: string[] = [];
let plan: Plan = { url: '/', placement: 'window' };
let latest: HostSession | undefined;
let session: RendezvousSession | undefined;

const registration = () =>
  Registration.parse({
    id: '{00000000-0000-0000-0000-000000000001}',
    component: '{00000000-0000-0000-0000-000000000002}',
    name: 'Report',
    icon: 'report.svg',
    url: 'https://report.example',
    launch: { kind: 'page', ...plan },
  });

const host = new RendezvousHost({
  driver: {
    address: who,
    name: 'Half a messenger',
    language: 'en',
    send: (to, message) => carry(who, to, message),
    displayUser: address => ({ address, name: address.toUpperCase() }),
    relayServers: async () => [],
    isContact: () => true,
    finished: () => undefined,
  },
  registrations: () => [registration()],
  launch: who === 'a' ? launchApplication : launchReader,
});

async function launchApplication({ registration: asked, session: of, token, signal }: Launch) {
  if (!launchesAs(asked, 'page')) throw new Error('not a page');
  const { launch } = asked;
  const url = new URL(launch.url, location.href).href;
  const common = { window, url, token, signal };
  if (launch.placement === 'window') {
    const opened = window.open('about:blank', `rendezvous-${of.id}`, 'popup,width=300,height=200');
    if (opened === null) throw new Error('no window');
    return launchPage({ ...common, target: opened });
  }
  const frame = document.body.appendChild(document.createElement('iframe'));
  const { opaque } = prepareFrame(frame, launch, url, { trustOwnOrigin: plan.trustOwnOrigin ?? false });
  const { contentWindow } = frame;
  if (contentWindow === null) throw new Error('no frame');
  return launchPage({ ...common, target: contentWindow, opaque });
}

function launchReader({ token, signal }: Launch) {
  const factory = () => ({
    setRendezvousSession(given: RendezvousSession) {
      session = given;
      given.addEventListener('contextdata', ({ data }) => heard.push(data));
    },
  });
  return launchModule({ factory, token, name: 'Reader', signal });
}

host.addEventListener('incoming', ({ session: incoming }) => {
  latest = incoming;
  incoming.accept();
});
host.restoreLaunched(JSON.parse(sessionStorage.getItem('launched') ?? '[]') as unknown[]);
for (const restored of host.sessions.values()) latest = restored;
const save = () => sessionStorage.setItem('launched', JSON.stringify(host.exportLaunched()));
host.addEventListener('change', save);
window.addEventListener('pagehide', save);
listenForApplications(window, host);
host.connectionRestored();

globalThis.messengerPage = {
  begin: given => {
    plan = given;
    latest = host.invite({ address: 'b', name: 'B' }, registration().id);
  },
  receive: (from, message) => host.receive(from, InvitationMessage.parse(message)),
  ask: question => void session?.sendContextData(question),
  heard,
  state: () => latest?.state,
  reason: () => latest?.outcome?.reason,
  frames: () =>
    [...document.querySelectorAll('iframe')].map(frame => ({
      sandbox: frame.getAttribute('sandbox'),
      allow: frame.getAttribute('allow'),
    })),
};
