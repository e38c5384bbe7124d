import { detectLanguage, initI18n, initTheme, UiProvider } from '@rendezvous/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Account } from './account/account.ts';
import { App } from './app.tsx';
import { AccountContext } from './shell/context.ts';
import { FaultBoundary } from './shell/fault-boundary.tsx';
import { de } from './strings/de.ts';
import { en } from './strings/en.ts';

initTheme();
initI18n({ en, de });
const account = new Account({ window, language: detectLanguage });
void account.start();
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <UiProvider>
        <FaultBoundary>
          <AccountContext value={account}>
            <App />
          </AccountContext>
        </FaultBoundary>
      </UiProvider>
    </StrictMode>,
  );
}
