/**
 * The neighbour: the same two browsers with nothing but RTCPeerConnection and getUserMedia as they come, on pages of
 * their own; and the floor, the microphone played on the speaker of one page without any connection.
 */
import type { Page } from 'playwright-core';
import type { PersonWithSound } from '../../tests/e2e/support/people-with-sound.ts';
import { until } from '../../tests/e2e/support/resources.ts';
import { Line } from './line.ts';
import type { Stage } from './stage.ts';
import { isConnected } from './statistics.ts';

declare global {
  interface Window {
    plainCall: RTCPeerConnection;
  }
}

/** An empty page of the messenger's origin, which may use the microphone. */
async function emptyPage({ context, url }: PersonWithSound): Promise<Page> {
  const page = await context.newPage();
  const empty = new URL('/empty-page-of-the-bench', url).href;
  await page.route(empty, route => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto(empty);
  return page;
}

/** Opens the microphone, and makes the connection of a page; gives its description with all candidates. */
function describe(page: Page, offer?: string): Promise<string> {
  return page.evaluate(async sdp => {
    const call = new RTCPeerConnection();
    window.plainCall = call;
    call.addEventListener('track', ({ track }) => {
      const audio = new Audio();
      audio.srcObject = new MediaStream([track]);
      document.body.append(audio);
      void audio.play();
    });
    const gathered = new Promise<void>(resolve => {
      call.addEventListener('icecandidate', ({ candidate }) => {
        if (!candidate) resolve();
      });
    });
    if (sdp !== undefined) await call.setRemoteDescription({ type: 'offer', sdp });
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) call.addTrack(track, stream);
    await call.setLocalDescription();
    await gathered;
    return call.localDescription?.sdp ?? '';
  }, offer);
}

/** Both microphones are closed and the pages gone when `act` is done. */
export async function withPlainCall<T>(
  { network, people: { alice, bob } }: Stage,
  act: (lines: readonly [Line, Line]) => Promise<T>,
): Promise<T> {
  const [mine, theirs] = [await emptyPage(alice), await emptyPage(bob)];
  try {
    const answer = await describe(theirs, await describe(mine));
    await mine.evaluate(sdp => window.plainCall.setRemoteDescription({ type: 'answer', sdp }), answer);
    await until('the plain call', async () => (await isConnected(mine)) && (await isConnected(theirs)));
    const [a, b] = [
      { name: 'Alice', page: mine, sound: alice.sound },
      { name: 'Bob', page: theirs, sound: bob.sound },
    ];
    return await act([new Line(network, a, b, 'toExpert'), new Line(network, b, a, 'toNovice')]);
  } finally {
    await Promise.all([mine.close(), theirs.close()]);
  }
}

/** The microphone of one page on its own speaker, without any processing. */
export async function withFloor<T>(
  { people: { alice } }: Stage,
  act: (line: Pick<Line, 'speaker' | 'listener'>) => Promise<T>,
): Promise<T> {
  const page = await emptyPage(alice);
  try {
    await page.evaluate(async () => {
      const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
      const audio = new Audio();
      audio.srcObject = await navigator.mediaDevices.getUserMedia({ audio: raw });
      document.body.append(audio);
      await audio.play();
    });
    const end = { name: 'Alice', page, sound: alice.sound };
    return await act({ speaker: end, listener: end });
  } finally {
    await page.close();
  }
}
