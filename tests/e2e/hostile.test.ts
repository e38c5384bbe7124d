/** People and servers that do not keep to the rules: nothing is injected, nothing is shown, and it is said in words. */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import {
  CHANNEL,
  CONTROL_LEVEL,
  encodeChat,
  encodeCommand,
  encodeParticipant,
  PARTICIPANT,
} from '@rendezvous/msra';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { xdotool } from './support/desktop.ts';
import { pointerAt, TerminalFile } from './support/hands.ts';
import {
  ASK,
  type Assistance,
  anotherPerson,
  endAssistance,
  grantControl,
  invite,
  show,
} from './support/journey.ts';
import { keepChannels, type Raw, sendRaw } from './support/raw.ts';
import { until } from './support/resources.ts';
import { takePictures } from './support/screenshots.ts';
import { befriend, buildWorld, type World } from './support/world.ts';

const PATIENT = { timeout: 40_000 };

let world: World;
let file: TerminalFile;

beforeAll(async () => {
  world = await buildWorld();
  file = new TerminalFile(world);
  await keepChannels(world.expert.context);
  await sitBetween(world.novice.page);
  await befriend(world);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await takePictures(`failed ${task.name}`, { novice: world.novice, expert: world.expert });
    console.error(`The companion said: ${world.companion.program.output()}`);
  }
  for (const { context, page } of [world.novice, world.expert]) {
    for (const window of context.pages()) if (window !== page) await window.close();
  }
  for (const { page } of [world.novice, world.expert]) {
    await page.getByText('Connected and running').first().waitFor({ state: 'hidden' });
  }
});
afterAll(async () => {
  await world?.resources.dispose();
});

async function seen(): Promise<Assistance> {
  const assistance = await invite(world.novice, world.expert, ASK);
  await show(assistance);
  return assistance;
}

const event = (value: object): string => JSON.stringify(value);
const NO_MODIFIERS = { shift: false, control: false, alt: false, meta: false, altGraph: false };
const key = (code: string, value: string, down: boolean): string =>
  event({ type: 'key', code, key: value, down, repeat: false, modifiers: NO_MODIFIERS });

/** Moves the pointer and types a line, by every way that there is. */
const strokes = (word: string): Raw[] => [
  event({ type: 'move', x: 0.75, y: 0.75 }),
  event({ type: 'text', text: word }),
  key('KeyX', 'x', true),
  key('KeyX', 'x', false),
  key('Enter', 'Enter', true),
  key('Enter', 'Enter', false),
];

let greetings = 0;

/** What was sent before this has arrived: a word in the chat, behind it, has. */
async function arrived({ novice, expert }: Assistance): Promise<void> {
  greetings += 1;
  const greeting = `greeting ${String(greetings)}`;
  await sendRaw(expert, CHANNEL.chat, [encodeChat(greeting)]);
  await novice.getByText(greeting, { exact: true }).first().waitFor(PATIENT);
}

/** The expert's page sends input that it has no right to: neither the pointer nor the file changes. */
async function getsNothingThrough(assistance: Assistance, word: string): Promise<void> {
  await world.raiseTerminal();
  const before = await pointerAt(world.desktop);
  await sendRaw(assistance.expert, 'input', strokes(word));
  await arrived(assistance);
  expect(await pointerAt(world.desktop)).toEqual(before);
  await file.gainsNothing();
}

const request = (flags: number): Uint8Array =>
  encodeParticipant({ name: 'PARTICIPANT_CTRL_CHANGE', participantId: 1, flags });
const REQUEST = request(CONTROL_LEVEL.REQUEST_VIEW | CONTROL_LEVEL.REQUEST_INTERACT);

describe('an expert who writes to the channels itself', () => {
  it('gets nothing through before it asks, while the question is open, and after the no', async () => {
    const assistance = await seen();
    const { novice, expert } = assistance;
    await getsNothingThrough(assistance, 'unasked');

    // The novice's own words, from the wrong mouth.
    await sendRaw(expert, CHANNEL.command, [encodeCommand({ name: 'ACCEPTRC' })]);
    await sendRaw(expert, CHANNEL.participants, [
      encodeParticipant({
        name: 'PARTICIPANT_CREATED',
        participantId: 1,
        groupId: 0,
        flags: PARTICIPANT.MAY_VIEW | PARTICIPANT.MAY_INTERACT | PARTICIPANT.IS_PARTICIPANT,
        friendlyName: 'Bob',
      }),
    ]);
    await sendRaw(expert, 'status', [
      event({ type: 'control', control: { name: 'on', leftMs: 900_000, resting: false } }),
      event({ type: 'screen', screen: { name: 'none' } }),
    ]);
    await getsNothingThrough(assistance, 'granted to itself');
    expect(await novice.getByText('Bob sees your screen').first().isVisible()).toBe(true);

    await expert.getByRole('button', { name: 'Ask for control' }).click();
    const question = novice.getByRole('alertdialog');
    await question.waitFor();
    await sendRaw(expert, CHANNEL.participants, [REQUEST], 20);
    await getsNothingThrough(assistance, 'while the question is open');
    expect(await question.count()).toBe(1);
    await question.getByRole('button', { name: 'Refuse' }).click();
    await getsNothingThrough(assistance, 'after the no');

    // Whoever asks again and again is no longer heard.
    for (let refusal = 1; refusal < 3; refusal += 1) {
      await sendRaw(expert, CHANNEL.participants, [REQUEST]);
      await question.getByRole('button', { name: 'Refuse' }).click();
      await question.waitFor({ state: 'hidden' });
    }
    await sendRaw(expert, CHANNEL.participants, [REQUEST], 5);
    await arrived(assistance);
    expect(await question.count()).toBe(0);
    await endAssistance(assistance);
  });

  it('gets through in control and only then: not in a pause, not after Stop, the panic key, or the end', async () => {
    const assistance = await seen();
    const { novice, expert } = assistance;
    await grantControl(assistance, world.companion);
    await world.raiseTerminal();
    // The attempts of these tests work where there is a right to them.
    await sendRaw(expert, 'input', strokes('in control '));
    await file.gains('in control x');
    expect(await pointerAt(world.desktop)).toEqual({ x: 1200, y: 675 });

    // What is no input event is passed over, and what is beyond its range is none.
    await sendRaw(expert, 'input', [
      event({ type: 'move', x: 7, y: -3 }),
      event({ type: 'move', x: 1e308, y: null }),
      event({ type: 'button', x: 0.1, y: 0.1, button: 99, down: true }),
      event({ type: 'key', code: 'K'.repeat(1000), key: 'y', down: true, repeat: false, modifiers: {} }),
      event({ type: 'text', text: 'y\u001b[A' }),
      event({ type: 'text', text: 'y'.repeat(5000) }),
      event({ type: 'launch', program: 'xcalc' }),
      '{"type":"text","text":"y"',
      ...strokes('still '),
    ]);
    await file.gains('still x');

    await novice.getByRole('button', { name: 'Pause' }).first().click();
    await expert.getByText('Alice has paused').first().waitFor();
    await getsNothingThrough(assistance, 'in a pause');
    await novice.getByRole('button', { name: 'Resume' }).first().click();
    await novice.getByText('Bob can use your mouse and keyboard', { exact: true }).first().waitFor();
    await world.raiseTerminal();
    await sendRaw(expert, 'input', strokes('resumed '));
    await file.gains('resumed x');

    await novice.getByRole('button', { name: 'Take control back' }).click();
    await getsNothingThrough(assistance, 'after Stop');

    await grantControl(assistance, world.companion);
    await world.raiseTerminal();
    await xdotool(world.desktop, 'key', '--delay', '30', 'Escape', 'Escape');
    await expert.getByText('Alice took control back with Esc.').first().waitFor();
    await sendRaw(expert, 'input', strokes('after the panic key'));
    await arrived(assistance);
    await world.ownHandTypes('\n');
    await file.gains('\u001b\u001b');
    await file.gainsNothing();

    await grantControl(assistance, world.companion);
    await world.raiseTerminal();
    await novice.getByRole('button', { name: 'Stop', exact: true }).first().click();
    await sendRaw(expert, 'input', strokes('after the end'));
    await expert.getByRole('heading', { name: 'The assistance has ended' }).waitFor();
    await sendRaw(expert, 'input', strokes('long after the end'));
    await file.gainsNothing();
  });

  it('cannot confuse the page with nonsense on any channel: it shows what is true, and the chat goes on', async () => {
    const assistance = await seen();
    const { novice, expert } = assistance;
    for (const channel of ['input', 'status', ...Object.values(CHANNEL)]) {
      if (channel !== CHANNEL.file) await sendRaw(expert, channel, NONSENSE);
    }
    await arrived(assistance);
    expect(await novice.getByText('Bob sees your screen').first().isVisible()).toBe(true);
    expect(await novice.getByRole('alertdialog').count()).toBe(0);
    await novice.getByRole('textbox', { name: 'Message' }).fill('What was that?');
    await novice.keyboard.press('Enter');
    await expert.getByText('What was that?').first().waitFor();
    await getsNothingThrough(assistance, 'after the nonsense');
    await endAssistance(assistance);
  });

  it('floods every channel: the chat goes on, or it ends in words, and nothing gets through', async () => {
    const assistance = await seen();
    const { novice, expert } = assistance;
    await world.raiseTerminal();
    const before = await pointerAt(world.desktop);
    await sendRaw(expert, 'input', strokes('flood'), 4_000);
    await sendRaw(expert, 'status', ['{}', event({ type: 'typing' })], 4_000);
    await sendRaw(expert, CHANNEL.command, [Uint8Array.of(1), encodeCommand({ name: 'TYPINGSTART' })], 4_000);
    await sendRaw(expert, CHANNEL.participants, [Uint8Array.of(1, 2, 3)], 4_000);
    await sendRaw(expert, CHANNEL.control, [Uint8Array.of(0)], 4_000);
    const over = novice.getByRole('heading', { name: 'The assistance has ended' });
    const greeting = novice.getByText('behind the flood', { exact: true });
    await sendRaw(expert, CHANNEL.chat, [encodeChat('behind the flood')]);
    await over.or(greeting).first().waitFor(PATIENT);
    if (await over.isVisible()) {
      await novice
        .getByText(/something that makes no sense|Bob is gone/)
        .first()
        .waitFor();
    }
    expect(await pointerAt(world.desktop)).toEqual(before);
    await file.gainsNothing();
  });

  it('shows another certificate in mid-session: it ends in words on both sides', async () => {
    const { novice, expert } = await seen();
    const sdp = `v=0\r\na=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}\r\n`;
    await sendRaw(expert, 'status', [event({ type: 'description', description: { type: 'offer', sdp } })]);
    for (const page of [novice, expert]) await notVerified(page);
    await file.gainsNothing();
  });
});

/** Nothing of this is a message on any channel. */
const NONSENSE: readonly Raw[] = [
  '',
  'null',
  '[]',
  '"text"',
  '{',
  '{"type":"nobody knows this"}',
  '{"type":7}',
  '{"type":"screen","screen":{"name":"shown","surface":"moon"}}',
  '{"type":"candidates","candidates":"none"}',
  `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
  '\u0000\uffff\ud800',
  { letters: 250_000 },
  { letters: 1_048_576 },
  new Uint8Array(),
  new Uint8Array(1),
  new Uint8Array(3_000).fill(0xff),
  new Uint8Array(20_000).fill(0x41),
  encodeCommand({ name: 'TYPINGSTART' }).slice(0, 21),
  REQUEST.slice(0, REQUEST.length - 1),
];

async function notVerified(page: Page): Promise<void> {
  await page.getByText('could not be proved').first().waitFor(PATIENT);
}

/** A signal of one of the two applications on its way through the messenger's server. */
type Signal = Record<string, unknown> & { readonly type?: string };
/** What a hostile server makes of it. */
type Tamper = (signal: Signal, from: 'novice' | 'expert') => Signal;

let tamper: Tamper = signal => signal;

/** Stands where the server stands, before the novice's chat. */
async function sitBetween(page: Page): Promise<void> {
  const tampered = (frame: string | Buffer, from: 'novice' | 'expert'): string =>
    JSON.stringify(
      JSON.parse(frame.toString(), (name, value: unknown) =>
        name === 'data' && typeof value === 'string'
          ? JSON.stringify(tamper(JSON.parse(value) as Signal, from))
          : value,
      ),
    );
  await page.routeWebSocket(/\/im$/, socket => {
    const server = socket.connectToServer();
    socket.onMessage(frame => server.send(tampered(frame, 'novice')));
    server.onMessage(frame => socket.send(tampered(frame, 'expert')));
  });
}

const OTHER_DIGEST = `${'A'.repeat(43)}=`;

const TAMPERS: readonly (readonly [what: string, tamper: Tamper])[] = [
  [
    "the novice's fingerprint",
    (signal, from) =>
      from === 'novice' && signal.type === 'hello' ? { ...signal, fingerprint: OTHER_DIGEST } : signal,
  ],
  [
    "the fingerprint in the expert's description",
    (signal, from) => {
      if (from !== 'expert' || signal.type !== 'description') return signal;
      const { type, sdp } = signal['description'] as { type: string; sdp: string };
      const changed = sdp.replace(/(a=fingerprint:sha-256 )../g, (_, start: string) => `${start}00`);
      return { ...signal, description: { type, sdp: changed } };
    },
  ],
  [
    'the connection string',
    signal =>
      signal.type === 'start'
        ? {
            ...signal,
            connectionString: String(signal['connectionString']).replace(
              /sha256:[^"]+/,
              `sha256:${OTHER_DIGEST}`,
            ),
          }
        : signal,
  ],
  ['the password', signal => (signal.type === 'start' ? { ...signal, password: 'BBBBBBBBBBBB' } : signal)],
  ['the revealed number', signal => (signal.type === 'reveal' ? { ...signal, nonce: OTHER_DIGEST } : signal)],
];

describe('a chat server that changes what it carries', () => {
  it.each(TAMPERS)(
    '%s: both read that the line could not be verified, and nothing is shown',
    async (_, change) => {
      let changes = 0;
      tamper = (signal, from) => {
        const result = change(signal, from);
        if (result !== signal) changes += 1;
        return result;
      };
      try {
        const { novice, expert } = await invite(world.novice, world.expert, ASK);
        for (const page of [novice, expert]) {
          await notVerified(page);
          await page.getByText('No screen was shown.').first().waitFor();
          await page.getByText('The connection was never verified.').first().waitFor();
          expect(await page.locator('video').count()).toBe(0);
        }
        expect(changes).toBeGreaterThan(0);
      } finally {
        tamper = signal => signal;
      }
    },
  );
});

/** How a WebSocket with this origin is answered. */
async function knock(url: string, origin: string): Promise<number> {
  const socket = new NodeWebSocket(url, { headers: { origin } });
  socket.on('error', () => undefined);
  const opened = once(socket, 'open').then(() => 101);
  const refused = once(socket, 'unexpected-response').then(([, response]) => {
    (response as IncomingMessage).destroy();
    return (response as IncomingMessage).statusCode ?? 0;
  });
  try {
    return await Promise.race([opened, refused]);
  } finally {
    socket.terminate();
  }
}

/** Whether this page may open a WebSocket there. */
const mayOpen = (page: Page, url: string): Promise<boolean> =>
  page.evaluate(
    address =>
      new Promise<boolean>(resolve => {
        const socket = new WebSocket(address);
        socket.addEventListener('open', () => {
          socket.close();
          resolve(true);
        });
        socket.addEventListener('error', () => resolve(false));
      }),
    url,
  );

describe('a page of somebody else', () => {
  it('may speak neither to the server nor to the companion', async () => {
    const [, port = ''] = await world.companion.program.says(/127\.0\.0\.1:(\d+)/);
    const companion = `ws://127.0.0.1:${port}`;
    const server = `${world.server.url.replace('http', 'ws')}/im`;
    for (const url of [server, companion]) {
      expect(await knock(url, world.server.url)).toBe(101);
      for (const origin of ['https://evil.example', 'null', `${world.server.url}.evil.example`]) {
        expect(await knock(url, origin)).toBe(403);
      }
    }
    const { context, page } = await anotherPerson(world.expert);
    await page.route('http://evil.example/', route => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto('http://evil.example/');
    for (const url of [server, companion]) expect(await mayOpen(page, url)).toBe(false);
    await page.goto(world.server.url);
    for (const url of [server, companion]) expect(await mayOpen(page, url)).toBe(true);
    await context.close();
  });

  it('guesses the code of the companion: words at each guess, and after the fifth it is locked', async () => {
    const { novice } = await seen();
    await novice.getByRole('heading', { name: 'Companion' }).click();
    const wrong = String((Number(world.companion.code) + 1) % 1_000_000).padStart(6, '0');
    const guess = async (): Promise<void> => {
      await novice.getByLabel('Code of the companion').fill(wrong);
      await novice.getByRole('button', { name: 'Connect' }).click();
    };
    for (const left of [4, 3, 2, 1]) {
      await guess();
      await world.companion.program.says(new RegExp(`wrong code. Tries left: ${String(left)}`));
      await novice.getByText('That is not the code.').waitFor();
    }
    await guess();
    await novice.getByText('Too many wrong codes.').waitFor();
    await until('the companion to end', () => world.companion.program.child.exitCode !== null);
    expect(world.companion.program.output()).toContain('Too many wrong codes: the companion ends here.');
  });
});
