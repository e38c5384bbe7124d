/** The page of a board: finds the messenger that has opened it, and plays. */
import { acceptSession, connectToHost, sessionMemory } from '@rendezvous/rendezvous';
import { Game } from './game.ts';
import { wordsIn } from './words.ts';

async function open(): Promise<void> {
  const host = await connectToHost(window, { memory: sessionMemory(window) });
  const application = await acceptSession({
    ...host,
    application: { name: 'Four in a row', version: '1.0' },
  });
  new Game(document, application, host.resumed);
}

/** Nobody has opened it from a chat, or that chat has gone. */
function showAlone(): void {
  const words = wordsIn(navigator.language);
  document.documentElement.lang = words.language;
  document.title = words.title;
  document.body.dataset['alone'] = '';
  const [title, text] = [document.createElement('h1'), document.createElement('p')];
  title.textContent = words.title;
  text.textContent = words.alone;
  document.querySelector('main')?.replaceChildren(title, text);
}

open().catch(showAlone);
