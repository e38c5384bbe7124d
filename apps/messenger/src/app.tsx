import { useSyncExternalStore } from 'react';
import { WelcomePage } from './account/welcome-page.tsx';
import { JoinPage } from './links/join-page.tsx';
import { ChatPage, Opening } from './shell/chat-page.tsx';
import { MessengerContext, useAccount } from './shell/context.ts';
import { useRoute } from './shell/route.ts';

/** Chooses the page: a link, the way in, or the chat. */
export function App() {
  const account = useAccount();
  const state = useSyncExternalStore(account.subscribe, account.getState);
  const route = useRoute();
  const joining = route.name === 'join' || route.name === 'bad-link';
  switch (state.name) {
    case 'opening':
      return <Opening />;
    case 'signed-out':
      return joining ? (
        <JoinPage token={route.name === 'join' ? route.token : undefined} />
      ) : (
        <WelcomePage farewell={state.farewell} onDone={credentials => void account.signedIn(credentials)} />
      );
    case 'signed-in':
      return (
        <MessengerContext value={state.messenger}>
          {joining ? <JoinPage token={route.name === 'join' ? route.token : undefined} /> : <ChatPage />}
        </MessengerContext>
      );
  }
}
