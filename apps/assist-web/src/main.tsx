import { detectLanguage, initI18n, initTheme } from '@rendezvous/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openAssistance } from './session/open-assistance.ts';
import { catalogues } from './strings/index.ts';

initTheme();
initI18n(catalogues);
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App opening={openAssistance(window, detectLanguage())} />
    </StrictMode>,
  );
