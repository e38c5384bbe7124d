/** One chat window: what the messenger knows, on the screen. */
import {
  type HostSession,
  LaunchError,
  launchesAs,
  nameIn,
  Registration,
  type RemoteUser,
} from '@rendezvous/rendezvous';
import { type Entry, Messenger } from './messenger.ts';
import { sessionLine } from './session-line.ts';

const ADA: RemoteUser = { address: 'ada@example', name: 'Ada' };
const BEN: RemoteUser = { address: 'ben@example', name: 'Ben' };
const [me, other] = location.hash === '#ben' ? [BEN, ADA] : [ADA, BEN];

const part = <E extends HTMLElement>(selector: string): E => {
  const found = document.querySelector<E>(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
};
const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = '',
): HTMLElementTagNameMap[K] => Object.assign(document.createElement(tag), { className, textContent: text });
const button = (className: string, text: string, press: () => void): HTMLButtonElement => {
  const element = make('button', className, text);
  element.type = 'button';
  element.addEventListener('click', press);
  return element;
};

const conversation = part('.conversation');
const application = part('.application');
let shown: HostSession | undefined;

/** The frame of the application that runs now; one at a time. */
function openFrame(session: HostSession): readonly [HTMLIFrameElement, Window] {
  closeFrame();
  shown = session;
  const frame = make('iframe', '');
  frame.title = `${nameIn(session.registration, 'en')} with ${other.name}`;
  part('.application h2').textContent = frame.title;
  application.append(frame);
  application.hidden = false;
  if (frame.contentWindow === null) throw new LaunchError('closed', 'the frame is not in the page');
  return [frame, frame.contentWindow];
}

function closeFrame(): void {
  application.querySelector('iframe')?.remove();
  application.hidden = true;
  shown = undefined;
}

async function registered(): Promise<Registration[]> {
  const listed: unknown = await (await fetch('registrations.json')).json();
  const checked = (Array.isArray(listed) ? listed : []).map(one => Registration.safeParse(one));
  return checked.flatMap(({ data }) => (data !== undefined && launchesAs(data, 'page') ? data : []));
}

/** What a session says in the conversation, and what can be done about it. */
function showSession(item: HTMLElement, session: HostSession): void {
  const { registration, inviter, state } = session;
  const text = sessionLine(session);
  if (item.dataset['text'] === text) return;
  item.dataset['text'] = text;
  const asked = state === 'invitation';
  const lines = asked && !inviter ? (registration.abilities['en']?.invitee.can ?? []) : [];
  const actions = make('div', 'actions');
  if (asked && inviter) actions.append(button('', 'Take back', () => session.cancel()));
  if (asked && !inviter) {
    actions.append(
      button('', 'Decline', () => session.decline()),
      button('main', 'Accept', () => session.accept()),
    );
  }
  const title = make('p', 'title', text);
  const more = lines.map(line => make('p', 'soft', line.replaceAll('{name}', other.name)));
  item.replaceChildren(title, ...more, ...(asked ? [actions] : []));
}

function show(item: HTMLElement, entry: Entry): void {
  switch (entry.kind) {
    case 'line':
      item.className = entry.from === me ? 'line mine' : 'line';
      item.textContent = entry.text;
      break;
    case 'session':
      item.className = 'card';
      showSession(item, entry.session);
      break;
    case 'summary': {
      const { title, lines } = entry.summary.texts['en'] ?? { title: '', lines: [] };
      item.className = 'card';
      item.replaceChildren(make('p', 'title', title), ...lines.map(line => make('p', 'soft', line)));
    }
  }
}

function update(entries: readonly Entry[]): void {
  for (const [index, entry] of entries.entries()) {
    const known = conversation.children.item(index);
    const item = known instanceof HTMLElement ? known : conversation.appendChild(make('div', ''));
    show(item, entry);
  }
  part('.application button').textContent = shown?.outcome === undefined ? 'End' : 'Close';
  const live = entries.some(entry => entry.kind === 'session' && entry.session.outcome === undefined);
  for (const start of part('.applications').children) start.ariaDisabled = String(live);
  scrollDown();
}

function scrollDown(): void {
  conversation.scrollTop = conversation.scrollHeight;
}

const registrations = await registered();
const messenger = new Messenger({ me, other, registrations, openFrame });
messenger.addEventListener('change', () => update(messenger.entries));

new ResizeObserver(scrollDown).observe(conversation);
document.title = `${me.name}’s chat with ${other.name}`;
part('.avatar').textContent = other.name.slice(0, 1);
part('.with').textContent = other.name;
part('.who').textContent = `You are ${me.name}`;
part('input').ariaLabel = part<HTMLInputElement>('input').placeholder = `Message to ${other.name}`;
part('.application button').addEventListener('click', () => {
  // First the other side is told and the result is noted; then the frame may go.
  if (shown?.outcome === undefined) shown?.end();
  else closeFrame();
});
for (const registration of registrations) {
  const start = button('start', nameIn(registration, 'en'), () => {
    if (start.ariaDisabled !== 'true') messenger.invite(registration);
  });
  const icon = make('img', '');
  Object.assign(icon, { src: registration.icon, alt: '' });
  start.prepend(icon);
  part('.applications').append(start);
}
part('form').addEventListener('submit', event => {
  event.preventDefault();
  const input = part<HTMLInputElement>('input');
  if (input.value.trim() !== '') messenger.say(input.value);
  input.value = '';
});
