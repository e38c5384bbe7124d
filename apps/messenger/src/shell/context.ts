/** How components reach what is behind them. */
import type { ConversationView, ImSnapshot } from '@rendezvous/im';
import type { HostSession } from '@rendezvous/rendezvous';
import { createContext, use, useSyncExternalStore } from 'react';
import type { Account } from '../account/account.ts';
import type { Messenger } from '../messenger.ts';
import type { Value } from './values.ts';

export const AccountContext = createContext<Account | undefined>(undefined);
export const MessengerContext = createContext<Messenger | undefined>(undefined);

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a component is outside of its context');
  return value;
}

export const useAccount = (): Account => required(use(AccountContext));
/** The messenger of the signed-in person; only below {@link MessengerContext}. */
export const useMessenger = (): Messenger => required(use(MessengerContext));

export const useValue = <T>(value: Value<T>): T => useSyncExternalStore(value.subscribe, value.get);

export function useSnapshot(): ImSnapshot {
  const { client } = useMessenger();
  return useSyncExternalStore(client.subscribe, client.getSnapshot);
}

export function useConversation(address: string): ConversationView | undefined {
  return useSnapshot().conversations.get(address);
}

/** Every rendezvous session of this tab by id; a new map at each change of any of them. */
export function useSessions(): ReadonlyMap<string, HostSession> {
  return useValue(useMessenger().applications.sessions);
}
