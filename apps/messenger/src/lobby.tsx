import { initI18n, initTheme, UiProvider } from '@rendezvous/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LobbyPage } from './rendezvous/lobby-page.tsx';
import './shell/first-page.css';
import { de } from './strings/de.ts';
import { en } from './strings/en.ts';

initTheme();
initI18n({ en, de });
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <UiProvider>
        <LobbyPage sessionId={location.hash.slice(1)} />
      </UiProvider>
    </StrictMode>,
  );
}
