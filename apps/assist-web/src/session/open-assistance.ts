import { AssistanceSession, type AssistView, warmUpLink } from '@rendezvous/assist';
import { AcceptError, acceptSession, ConnectError, connectToHost } from '@rendezvous/rendezvous';
import { browserPorts } from '../ports/browser-ports.ts';
import { BrowserContactBook } from '../ports/contact-book.ts';
import { ReceivedFiles } from '../ports/received-files.ts';
import { ScreenPicker } from '../ports/screen-picker.ts';
import { BrowserSound } from '../sound/browser-sound.ts';

/** Why this page got no session from a messenger; each has a sentence of its own. */
export type OpenFailure =
  | 'no-messenger'
  | 'reloaded'
  | 'timeout'
  | 'refused'
  | 'session-ended'
  | 'version'
  | 'unsupported';

export type OpenResult =
  | {
      readonly name: 'open';
      readonly session: AssistanceSession;
      readonly picker: ScreenPicker;
      readonly received: ReceivedFiles;
      readonly sound: BrowserSound;
    }
  | { readonly name: 'failed'; readonly reason: OpenFailure };

/** Takes the session that the chat hands over, and begins. Resolves always: a failure is something to show. */
export async function openAssistance(page: Window, language: string): Promise<OpenResult> {
  if (!page.isSecureContext || !('RTCPeerConnection' in page))
    return { name: 'failed', reason: 'unsupported' };
  warmUpLink({ RTCPeerConnection });
  const opening = BrowserContactBook.open(indexedDB, crypto);
  try {
    const { channel, token, reconnect } = await connectToHost(page);
    const application = await acceptSession({
      channel,
      token,
      reconnect,
      application: { name: 'Remote Assistance', version: '0.1.0' },
    });
    const picker = new ScreenPicker();
    const received = new ReceivedFiles();
    const contacts = await opening;
    const sound = BrowserSound.open(storageOf(page));
    const listed = (): AssistView['files'] => session.view.files;
    const ports = browserPorts({ picker, received, listed, contacts, sound, language });
    const session = AssistanceSession.open({ application, ports });
    // With the assistance ends all that could hear this room.
    void session.ended.then(() => sound.dispose());
    // The other side is told at once, instead of finding out by silence.
    page.addEventListener('pagehide', () => {
      void session.end();
      sound.dispose();
    });
    return { name: 'open', session, picker, received, sound };
  } catch (error) {
    return { name: 'failed', reason: failureOf(error) };
  }
}

/** `undefined` where the browser keeps nothing. */
function storageOf(page: Window): Storage | undefined {
  try {
    return page.localStorage;
  } catch {
    return undefined;
  }
}

function failureOf(error: unknown): OpenFailure {
  if (error instanceof ConnectError) {
    switch (error.code) {
      case 'not-launched':
        return 'no-messenger';
      case 'reloaded':
        return 'reloaded';
      case 'no-answer':
        return 'timeout';
    }
  }
  if (error instanceof AcceptError) {
    switch (error.code) {
      case 'token-used':
        return 'reloaded';
      case 'session-ended':
        return 'session-ended';
      case 'unsupported-version':
        return 'version';
      case 'no-answer':
      case 'closed':
        return 'timeout';
      case 'refused':
      case 'protocol-error':
        return 'refused';
    }
  }
  return 'refused';
}
