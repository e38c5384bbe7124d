import { type ImClient, ImError } from '@rendezvous/im';
import type { HostSession } from '@rendezvous/rendezvous';
import { describe, expect, it, vi } from 'vitest';
import { OpenInvitations } from '../src/rendezvous/open-invitations.ts';
import { MemoryStorage } from './memory-storage.ts';

const ACCOUNT = 'anna@x';
const BERT = 'bert@x';
const ID = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';

type Answer = 'done' | ImError;

/** A client whose server answers each request with the next of `answers`. */
function fakeClient(answers: Answer[], connection: 'online' | 'connecting' = 'online') {
  const events = new EventTarget();
  const requests: unknown[] = [];
  const state = { connection };
  const client = {
    get snapshot() {
      return state;
    },
    addEventListener: events.addEventListener.bind(events),
    request: (_operation: string, params: unknown) => {
      requests.push(params);
      const answer = answers.shift() ?? 'done';
      return answer === 'done' ? Promise.resolve({}) : Promise.reject(answer);
    },
  } as unknown as Pick<ImClient, 'snapshot' | 'request' | 'addEventListener'>;
  const change = (next: 'online' | 'connecting'): void => {
    state.connection = next;
    events.dispatchEvent(new Event('change'));
  };
  return { client, requests, change };
}

const session = (id: string, state: HostSession['state'], inviter = true): HostSession =>
  ({ id, state, inviter, remoteUser: { address: BERT, name: 'Bert' } }) as unknown as HostSession;

const cancelOf = (sessionId: string) => ({
  to: BERT,
  message: { type: 'cancel', sessionId, reason: 'cancelled' },
});

/** What a page leaves that asked and was gone before it could say anything. */
function leftBehind(...sessions: HostSession[]): MemoryStorage {
  const storage = new MemoryStorage();
  new OpenInvitations({ client: fakeClient([]).client, storage, account: ACCOUNT }).update(sessions);
  return storage;
}

describe('invitations that nobody has answered', () => {
  it('are taken back once by the next page of the tab, when it is connected', async () => {
    const storage = leftBehind(session(ID, 'invitation'));
    const { client, requests, change } = fakeClient([], 'connecting');
    new OpenInvitations({ client, storage, account: ACCOUNT }).start(new AbortController().signal);
    expect(requests).toEqual([]);
    change('online');
    await vi.waitFor(() => expect(storage.length).toBe(0));
    change('online');
    expect(requests).toEqual([cancelOf(ID)]);
  });

  it('are kept until a server has answered, and forgotten when it knows nothing of them', async () => {
    const storage = leftBehind(session(ID, 'invitation'), session(OTHER, 'invitation'));
    const { client, requests, change } = fakeClient([
      new ImError('offline', 'client'),
      new ImError('unknown-session', 'server'),
    ]);
    new OpenInvitations({ client, storage, account: ACCOUNT }).start(new AbortController().signal);
    await vi.waitFor(() => expect(requests).toEqual([cancelOf(ID)]));
    expect(storage.length).toBe(1);
    change('online');
    await vi.waitFor(() => expect(storage.length).toBe(0));
    expect(requests).toEqual([cancelOf(ID), cancelOf(ID), cancelOf(OTHER)]);
  });

  it('are those that this tab has sent, and no longer when they are answered', () => {
    expect(leftBehind(session(ID, 'invitation', false)).length).toBe(0);
    const storage = leftBehind(session(ID, 'invitation'));
    const page = new OpenInvitations({ client: fakeClient([]).client, storage, account: ACCOUNT });
    page.update([session(ID, 'invitation')]);
    expect(storage.length).toBe(1);
    page.update([session(ID, 'connected')]);
    expect(storage.length).toBe(0);
  });

  it('leave those of the present page alone', async () => {
    const storage = leftBehind(session(ID, 'invitation'));
    const { client, requests, change } = fakeClient([], 'connecting');
    const page = new OpenInvitations({ client, storage, account: ACCOUNT });
    page.start(new AbortController().signal);
    page.update([session(OTHER, 'invitation')]);
    change('online');
    await vi.waitFor(() => expect(storage.getItem(`rendezvous.asked.${ACCOUNT}`)).not.toContain(ID));
    expect(storage.getItem(`rendezvous.asked.${ACCOUNT}`)).toContain(OTHER);
    expect(requests).toEqual([cancelOf(ID)]);
  });

  it('are none where the storage holds something else', () => {
    const storage = new MemoryStorage();
    const { client, requests } = fakeClient([]);
    for (const text of ['{', '7', '[{"sessionId":"x","to":"y"}]']) {
      storage.setItem(`rendezvous.asked.${ACCOUNT}`, text);
      new OpenInvitations({ client, storage, account: ACCOUNT }).start(new AbortController().signal);
    }
    expect(requests).toEqual([]);
  });
});
