/** Made-up views, one for each thing that a room can show. */
import type { AssistView, ChatLine, EndCause, FileView, Receipt } from '@rendezvous/assist';

const BEGAN = Date.UTC(2026, 5, 12, 14, 3);

const emma = { name: 'Emma Brandt', address: 'emma@chat.example' };
const grandpa = { name: 'Karl-Heinz Oberländer', address: 'karl-heinz.oberlaender@chat.example' };

const base: AssistView = {
  role: 'novice',
  remoteUser: emma,
  stage: 'waiting',
  unstable: false,
  verification: undefined,
  screen: { name: 'none' },
  screenReady: false,
  control: { name: 'off' },
  companion: { name: 'absent' },
  question: undefined,
  files: [],
  voice: { name: 'off' },
  voiceRate: 'auto',
  recognised: { name: 'unknown' },
  chat: [],
  remoteTyping: false,
  quality: {
    roundTripMs: undefined,
    framesPerSecond: undefined,
    width: undefined,
    height: undefined,
    bitsPerSecond: undefined,
    codec: undefined,
    path: undefined,
  },
  sessionSinceMs: undefined,
  ended: undefined,
  receipt: undefined,
};

const chat: readonly ChatLine[] = [
  { id: 1, from: 'expert', mine: false, text: 'Hello! I can see your screen now.', atMs: BEGAN },
  { id: 2, from: 'novice', mine: true, text: 'The printer says it is offline again.', atMs: BEGAN + 40_000 },
  {
    id: 3,
    from: 'expert',
    mine: false,
    text: 'Let me have a look. Please open https://printer.example/settings/network/very-long-path-without-any-space-at-all',
    atMs: BEGAN + 80_000,
  },
];

const verification = { emoji: ['🐶', '🚲', '🍒', '🔔'], confirmed: false };
const monitor = { id: 'a', name: 'DP-1', x: 0, y: 0, width: 1920, height: 1080, scale: 1, primary: true };
const paired = { name: 'paired', screens: [monitor] } as const;
const seen: AssistView = {
  ...base,
  stage: 'session',
  screen: { name: 'shown', surface: 'monitor' },
  verification,
  chat,
  sessionSinceMs: BEGAN,
};
const question = { id: 1, kind: 'control', possible: 'yes' } as const;
const asked: AssistView = { ...seen, question, control: { name: 'requested' } };
const on = (resting = false) =>
  ({ name: 'on', untilMs: Date.now() + 14 * 60_000 + 32_000, resting }) as const;

const SUM = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const OTHER_SUM = '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752';
/** One file in each of the ways there are. Those with an id below 10 can be saved in the harness. */
const files: readonly FileView[] = [
  {
    id: 1,
    direction: 'in',
    name: 'invoice_exe.pdf',
    sentName: String.raw`../../invoice_\u{202E}fdp.exe`,
    size: 183_422,
    state: { name: 'done', sha256: SUM },
  },
  { id: 11, direction: 'out', name: 'photo.jpg', size: 4_210_000, state: { name: 'done', sha256: SUM } },
  {
    id: 12,
    direction: 'in',
    name: 'Gebrauchsanweisung-Multifunktionsdrucker-und-Kopierer-Ausgabe-2026-endgültig.pdf',
    size: 12_400_000,
    state: { name: 'ended', cause: 'damaged', sentSha256: SUM, receivedSha256: OTHER_SUM },
  },
  {
    id: 13,
    direction: 'out',
    name: 'driver.zip',
    size: 88_000_000,
    state: { name: 'moving', bytes: 31_400_000 },
  },
  { id: 14, direction: 'out', name: 'notes.txt', size: 512, state: { name: 'waiting' } },
];
const fileQuestion = {
  id: 7,
  kind: 'file',
  possible: 'yes',
  fileId: 15,
  fileName: 'invoice_exe.pdf',
  sentName: String.raw`../../invoice_\u{202E}fdp.exe`,
  size: 3_212_000,
} as const;
/** The local clock, when a key was remembered. */
const KNOWN_SINCE = Date.UTC(2026, 2, 8, 10);

const quality = {
  roundTripMs: 38.4,
  framesPerSecond: 29.7,
  width: 1920,
  height: 1080,
  bitsPerSecond: 2_400_000,
  codec: 'video/AV1',
  path: 'direct',
} as const;
const helping: AssistView = {
  ...seen,
  role: 'expert',
  remoteUser: grandpa,
  quality,
  chat: chat.map(line => ({ ...line, mine: !line.mine })),
};

function receipt(role: 'novice' | 'expert', cause: EndCause): Receipt {
  return {
    role,
    remoteUser: role === 'novice' ? emma : grandpa,
    startedAtMs: BEGAN,
    endedAtMs: BEGAN + 26 * 60_000,
    cause,
    seen: [{ fromMs: BEGAN + 60_000, toMs: BEGAN + 25 * 60_000 }],
    controlled: [{ fromMs: BEGAN + 5 * 60_000, toMs: BEGAN + 12 * 60_000 }],
    talked: [{ fromMs: BEGAN + 2 * 60_000, toMs: BEGAN + 20 * 60_000 }],
    files: [],
    verified: 'compared',
  };
}

const ended = (role: 'novice' | 'expert', cause: EndCause): AssistView => ({
  ...base,
  role,
  remoteUser: role === 'novice' ? emma : grandpa,
  stage: 'ended',
  ended: { cause, atMs: BEGAN },
  receipt: receipt(role, cause),
});

const unsorted = {
  'novice-waiting': base,
  'novice-connecting': { ...base, stage: 'connecting' },
  'novice-verifying': { ...base, stage: 'verifying' },
  'novice-ready': { ...base, stage: 'verifying', screenReady: true },
  'novice-choosing': {
    ...base,
    stage: 'choosing',
    verification,
    quality: { ...base.quality, path: 'direct' },
  },
  'novice-seen': seen,
  'novice-seen-window': {
    ...seen,
    screen: { name: 'shown', surface: 'window' },
    chat: [],
    remoteTyping: true,
  },
  'novice-question': { ...asked, companion: paired },
  'novice-question-companion': { ...asked, question: { ...question, possible: 'needs-companion' } },
  'novice-question-wrong-code': {
    ...asked,
    question: { ...question, possible: 'needs-companion' },
    companion: { name: 'failed', reason: 'wrong-code' },
  },
  'novice-question-not-running': {
    ...asked,
    question: { ...question, possible: 'needs-companion' },
    companion: { name: 'failed', reason: 'not-running' },
  },
  'novice-question-connecting': {
    ...asked,
    question: { ...question, possible: 'needs-companion' },
    companion: { name: 'connecting' },
  },
  'novice-question-whole': {
    ...asked,
    screen: { name: 'shown', surface: 'window' },
    companion: paired,
    question: { ...question, possible: 'needs-whole-screen' },
  },
  'novice-question-unable': {
    ...asked,
    companion: { ...paired, unable: 'wayland' },
    question: { ...question, possible: 'unable' },
  },
  'novice-arming': { ...seen, companion: paired, control: { name: 'arming' } },
  'novice-controlled': { ...seen, companion: paired, control: on() },
  'novice-resting': { ...seen, companion: paired, control: on(true) },
  'novice-paused': { ...seen, screen: { name: 'paused', surface: 'monitor' }, companion: paired },
  'novice-panic': {
    ...seen,
    companion: paired,
    control: { name: 'off', last: 'panic' },
    verification: { ...verification, confirmed: true },
  },
  'novice-unstable': { ...seen, unstable: true },
  'novice-files': { ...seen, files, recognised: { name: 'same-as-before', sinceMs: KNOWN_SINCE } },
  'novice-question-file': { ...seen, question: fileQuestion },
  'novice-question-voice': {
    ...seen,
    voice: { name: 'ringing' },
    question: { id: 8, kind: 'voice', possible: 'yes' },
  },
  'novice-new': { ...seen, recognised: { name: 'new' } },
  'novice-changed': { ...seen, recognised: { name: 'changed', sinceMs: KNOWN_SINCE } },
  'novice-changed-compared': {
    ...seen,
    verification: { ...verification, confirmed: true },
    recognised: { name: 'changed', sinceMs: KNOWN_SINCE },
  },
  'novice-not-wanted': { ...seen, recognised: { name: 'not-exchanged', reason: 'own-setting' } },
  'novice-not-proven': {
    ...seen,
    recognised: { name: 'not-exchanged', reason: 'not-proven', sinceMs: KNOWN_SINCE },
  },
  'expert-waiting': { ...base, role: 'expert', remoteUser: grandpa },
  'expert-choosing': { ...base, role: 'expert', remoteUser: grandpa, stage: 'choosing', quality },
  'expert-looking': helping,
  'expert-requested': { ...helping, control: { name: 'requested' } },
  'expert-arming': { ...helping, control: { name: 'arming' } },
  'expert-in-control': { ...helping, control: on() },
  'expert-resting': { ...helping, control: on(true) },
  'expert-rejected': { ...helping, control: { name: 'off', last: 'rejected' } },
  'expert-paused': { ...helping, screen: { name: 'paused', surface: 'monitor' } },
  'expert-unstable': {
    ...helping,
    unstable: true,
    quality: { ...quality, path: 'relayed', roundTripMs: 912 },
  },
  'expert-files': {
    ...helping,
    files: files.toReversed(),
    recognised: { name: 'not-exchanged', reason: 'peer-setting' },
  },
  'expert-control-question-file': { ...helping, control: on(), question: fileQuestion },
  'ended-files': {
    ...ended('novice', 'remote-user'),
    files: [
      ...files.slice(0, 3),
      {
        id: 16,
        direction: 'in',
        name: 'driver.zip',
        size: 88_000_000,
        state: { name: 'ended', cause: 'session-ended' },
      },
    ],
  },
  'ended-novice': ended('novice', 'local-user'),
  'ended-expert': ended('expert', 'remote-gone'),
  'ended-never-up': ended('expert', 'link-never-up'),
  'ended-not-verified': ended('novice', 'not-verified'),
} satisfies Record<string, AssistView>;

export type ViewName = keyof typeof unsorted;
export const VIEWS: Readonly<Record<ViewName, AssistView>> = unsorted;
export const VIEW_NAMES = Object.keys(unsorted) as readonly ViewName[];
