/** What the tests need from Debian: installed when missing and possible, else one sentence that says what to do. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Program → package that brings it: for the tests without a browser, and for those with one besides. */
const FOR_UNIT: Readonly<Record<string, string>> = { '/usr/bin/python3': 'python3' };
const FOR_BROWSERS: Readonly<Record<string, string>> = {
  '/usr/bin/chromium': 'chromium',
  '/usr/bin/Xvfb': 'xvfb',
  '/usr/bin/xterm': 'xterm',
  '/usr/bin/xdotool': 'xdotool',
  '/usr/bin/setxkbmap': 'x11-xkb-utils',
  '/usr/bin/xev': 'x11-utils',
  '/usr/bin/xinput': 'xinput',
  '/usr/bin/openbox': 'openbox',
  '/usr/bin/pulseaudio': 'pulseaudio',
  '/usr/bin/pactl': 'pulseaudio-utils',
  '/usr/bin/espeak-ng': 'espeak-ng',
  '/bin/ip': 'iproute2',
  '/usr/bin/tcpdump': 'tcpdump',
  '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf': 'fonts-dejavu-core',
  '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf': 'fonts-noto-color-emoji',
};

/** The libraries that the companion loads; Chromium brings most of them. */
const LIBRARIES: Readonly<Record<string, string>> = {
  'libX11.so.6': 'libx11-6',
  'libXtst.so.6': 'libxtst6',
  'libXi.so.6': 'libxi6',
  'libXrandr.so.2': 'libxrandr2',
};

function run(command: string, args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
}

/** `browsers` needs what `unit` does, and more. */
type Purpose = 'unit' | 'browsers';

function missingPackages(purpose: Purpose): string[] {
  const lacking = (needed: Readonly<Record<string, string>>): string[] =>
    Object.entries(needed)
      .filter(([file]) => !existsSync(file))
      .map(([, name]) => name);
  if (purpose === 'unit') return lacking(FOR_UNIT);
  const cache = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? '';
  return [
    ...lacking(FOR_UNIT),
    ...lacking(FOR_BROWSERS),
    ...Object.entries(LIBRARIES)
      .filter(([library]) => !cache.includes(library))
      .map(([, name]) => name),
  ];
}

/** Installs what is missing. @throws Error with one sentence for the person when that is not possible */
export function ensureDebianPackages(purpose: Purpose = 'browsers'): void {
  const missing = missingPackages(purpose);
  if (missing.length === 0) return;
  const advice = `The tests need ${missing.join(', ')}: install them with "sudo apt-get install ${missing.join(' ')}" and run the command again.`;
  const root = process.getuid?.() === 0;
  const prefix = root ? [] : ['sudo', '-n'];
  if (!existsSync('/usr/bin/apt-get') || (!root && !run('sudo', ['-n', 'true']))) throw new Error(advice);
  process.stdout.write(`Installing ${missing.join(', ')} …\n`);
  const apt = [...prefix, 'apt-get'];
  const installed =
    run(apt[0] ?? '', [...apt.slice(1), 'update', '-qq']) &&
    run(apt[0] ?? '', [...apt.slice(1), 'install', '-y', '-qq', '--no-install-recommends', ...missing]);
  if (!installed || missingPackages(purpose).length > 0) throw new Error(advice);
}
