import {
  type CtlPacket,
  chooseExpertVersion,
  chooseNoviceVersion,
  type ExpertInit3Input,
  initialExpertInit3State,
  initialNoviceInit3State,
  type NoviceInit3Input,
  noviceVersionAtStart,
  stepExpertInit3,
  stepNoviceInit3,
} from '@rendezvous/msra';
import { describe, expect } from 'vitest';
import { verifies } from './verifies.ts';

const noviceToken = Uint8Array.from({ length: 20 }, (_, i) => i);
const expertToken = Uint8Array.from({ length: 20 }, (_, i) => 100 + i);
const wrongToken = new Uint8Array(20);
const TOKEN = (token: Uint8Array): CtlPacket => ({ name: 'TOKEN', token });

const noviceOpen: NoviceInit3Input = { type: 'channel-open', noviceToken, expectedExpertToken: expertToken };
const expertOpen: ExpertInit3Input = { type: 'channel-open', expectedNoviceToken: noviceToken, expertToken };

function novice(...inputs: NoviceInit3Input[]) {
  let state = initialNoviceInit3State;
  const outputs = inputs.map(input => {
    const [next, out] = stepNoviceInit3(state, input);
    state = next;
    return out;
  });
  return { state, outputs, last: outputs.at(-1) };
}

function expert(...inputs: ExpertInit3Input[]) {
  let state = initialExpertInit3State;
  const outputs = inputs.map(input => {
    const [next, out] = stepExpertInit3(state, input);
    state = next;
    return out;
  });
  return { state, outputs, last: outputs.at(-1) };
}

const received = (packet: CtlPacket) => ({ type: 'received', packet }) as const;
const end = (reason: string) => ({ type: 'terminate', reason });

describe('[MS-RA] 3 version choice', () => {
  const byFirstPacket = (): void => {
    expect(chooseNoviceVersion({ name: 'VERSIONINFO', versionMajor: 1, versionMinor: 2 })).toBe(1);
    expect(chooseNoviceVersion({ name: 'EXPERT_ON_VISTA', encryptedPassword: new Uint8Array(32) })).toBe(2);
    expect(chooseNoviceVersion({ name: 'ISCONNECTED' })).toBeUndefined();
  };
  verifies('C044', () => expect(noviceVersionAtStart([1], false)).toBe(1));
  verifies('C045', () => {
    expect(noviceVersionAtStart([1, 2], false)).toBeUndefined();
    byFirstPacket();
  });
  verifies('C046', () => {
    expect(noviceVersionAtStart([1, 2, 3], false)).toBeUndefined();
    byFirstPacket();
  });
  verifies(['C047', 'C114'], () => {
    expect(noviceVersionAtStart([1, 2, 3], true)).toBe(3);
    expect(noviceVersionAtStart([1, 2], true)).not.toBe(3);
    for (const initiation of ['connection-string-1', 'connection-string-2'] as const)
      expect(chooseExpertVersion([1, 2, 3], initiation)).not.toBe(3);
  });
  verifies('C048', () => {
    expect(chooseExpertVersion([1], 'connection-string-1')).toBe(1);
    expect(chooseExpertVersion([1], 'connection-string-2')).toBeUndefined();
  });
  verifies('C049', () => {
    expect(chooseExpertVersion([1, 2], 'connection-string-1')).toBe(1);
    expect(chooseExpertVersion([1, 2], 'connection-string-2')).toBe(2);
    expect(chooseExpertVersion([1, 2], 'pnrp')).toBeUndefined();
  });
  verifies(['C043', 'C052'], () => {
    const initiations = ['connection-string-1', 'connection-string-2', 'pnrp'] as const;
    expect(initiations.map(initiation => chooseExpertVersion([1, 2, 3], initiation))).toEqual([1, 2, 3]);
  });
  verifies(['C100', 'C101', 'C116', 'C117'], () => {
    for (const implemented of [
      [1, 2],
      [1, 2, 3],
    ] as const) {
      expect(chooseExpertVersion(implemented, 'connection-string-2')).toBe(2);
      expect(chooseExpertVersion(implemented, 'connection-string-1')).toBe(1);
    }
    expect(chooseExpertVersion([1, 2, 3], 'pnrp')).toBe(3);
  });
  verifies(['C123', 'C124'], () => {
    expect(noviceVersionAtStart([1, 2, 3], false)).toBeUndefined();
    expect(noviceVersionAtStart([1, 2, 3], true)).toBe(3);
    // Whatever decides afterwards, it never decides for version 3.
    expect(chooseNoviceVersion(TOKEN(noviceToken))).toBeUndefined();
  });
  verifies('C050', () => expect(chooseExpertVersion([1, 2], 'connection-string-1')).toBe(1));
  verifies('C051', () => expect(chooseExpertVersion([1, 2], 'connection-string-2')).toBe(2));
  verifies('C053', () => expect(chooseExpertVersion([1, 2, 3], 'pnrp')).toBe(3));
  verifies('C054', () => expect(chooseExpertVersion([1, 2, 3], 'connection-string-1')).toBe(1));
  verifies('C055', () => expect(chooseExpertVersion([1, 2, 3], 'connection-string-2')).toBe(2));
});

const OTHER_VERSIONS: readonly CtlPacket[] = [
  { name: 'SERVER_ANNOUNCE' },
  { name: 'VERSIONINFO', versionMajor: 9, versionMinor: 9 },
  { name: 'AUTHENTICATE', raConnectionString: '', expertBlob: '' },
  { name: 'REMOTE_CONTROL_DESKTOP', raConnectionString: '' },
  { name: 'RESULT', result: 41 },
  { name: 'ISCONNECTED' },
  { name: 'VERIFY_PASSWORD', expertBlob: '' },
  { name: 'EXPERT_ON_VISTA', encryptedPassword: new Uint8Array(32) },
  { name: 'RANOVICE_NAME', noviceName: '' },
  { name: 'RAEXPERT_NAME', expertName: '' },
];

describe('[MS-RA] 3.7, 3.8 session initialization of version 3', () => {
  verifies(['C056', 'B06'], () => {
    const noviceStates = [
      [noviceOpen],
      [noviceOpen, received(TOKEN(expertToken))],
      [noviceOpen, received(TOKEN(expertToken)), { type: 'user-accepts' }],
    ] as const;
    for (const path of noviceStates) {
      const { state } = novice(...path);
      for (const packet of OTHER_VERSIONS) {
        const [next, outputs] = stepNoviceInit3(state, received(packet));
        expect(next).toBe(state);
        expect(outputs).toEqual([]);
      }
    }
    const expertStates = [
      [],
      [expertOpen],
      [expertOpen, received(TOKEN(noviceToken))],
      [expertOpen, received(TOKEN(noviceToken)), { type: 'view-begins' }],
    ] as const;
    for (const path of expertStates) {
      const { state } = expert(...path);
      for (const packet of OTHER_VERSIONS) {
        const [next, outputs] = stepExpertInit3(state, received(packet));
        expect(next).toBe(state);
        expect(outputs).toEqual([]);
      }
    }
  });

  verifies('C115', () => {
    for (const input of [
      received(TOKEN(noviceToken)),
      { type: 'view-begins' },
      { type: 'local-end' },
    ] as const) {
      expect(expert(input).last?.filter(({ type }) => type === 'send')).toEqual([]);
    }
    expect(expert(expertOpen).last).toEqual([]);
  });

  verifies('B16', () => {
    // A novice and an expert that have begun by tokens cannot be talked into another version.
    for (const packet of OTHER_VERSIONS) {
      expect(novice(noviceOpen, received(packet), received(TOKEN(expertToken))).last).toEqual([
        { type: 'ask-user' },
      ]);
      expect(expert(expertOpen, received(packet), received(TOKEN(noviceToken))).last).toEqual([
        { type: 'send', packet: TOKEN(expertToken) },
        { type: 'proven' },
      ]);
    }
  });

  verifies('C122', () => {
    for (const input of [
      received(TOKEN(expertToken)),
      received({ name: 'DISCONNECT' }),
      { type: 'user-accepts' },
      { type: 'user-refuses' },
    ] as const) {
      const { state, last } = novice(input);
      expect(state).toBe(initialNoviceInit3State);
      expect(last).toEqual([]);
    }
    expect(novice({ type: 'local-end' }).last).toEqual([end('local-end')]);
    expect(expert({ type: 'local-end' }).last).toEqual([end('local-end')]);
  });

  verifies('C125', () =>
    expect(novice(noviceOpen).last).toEqual([{ type: 'send', packet: TOKEN(noviceToken) }]),
  );

  verifies(['C126', 'C127'], () => {
    expect(novice(noviceOpen, received(TOKEN(expertToken))).state.name).toBe('asking-user');
    expect(novice(noviceOpen, received(TOKEN(wrongToken))).state.name).toBe('ended');
    // The novice's own token, reflected, proves nothing.
    expect(novice(noviceOpen, received(TOKEN(noviceToken))).state.name).toBe('ended');
  });

  verifies('C128', () => {
    const { outputs, state } = novice(noviceOpen, received(TOKEN(expertToken)), { type: 'user-accepts' });
    expect(outputs.slice(1)).toEqual([[{ type: 'ask-user' }], [{ type: 'established' }]]);
    expect(state).toEqual({ name: 'session' });
    expect(novice(noviceOpen, { type: 'user-accepts' }).last).toEqual([]);
  });

  verifies('C129', () => {
    expect(novice(noviceOpen, received(TOKEN(wrongToken))).last).toEqual([end('token-mismatch')]);
    expect(novice(noviceOpen, received(TOKEN(new Uint8Array(0)))).last).toEqual([end('token-mismatch')]);
    expect(novice(noviceOpen, received(TOKEN(expertToken)), { type: 'user-refuses' }).last).toEqual([
      { type: 'send', packet: { name: 'DISCONNECT' } },
      end('user-refused'),
    ]);
  });

  verifies('C118', () => {
    expect(expert(expertOpen).last).toEqual([]);
    // The novice may be faster than the expert's own derivation.
    expect(expert(received(TOKEN(noviceToken)), expertOpen).outputs).toEqual([
      [],
      [{ type: 'send', packet: TOKEN(expertToken) }, { type: 'proven' }],
    ]);
    expect(expert(received(TOKEN(wrongToken)), expertOpen).last).toEqual([end('token-mismatch')]);
  });

  verifies(['C119', 'C120'], () => {
    const { outputs, state } = expert(expertOpen, received(TOKEN(noviceToken)), { type: 'view-begins' });
    expect(outputs).toEqual([
      [],
      [{ type: 'send', packet: TOKEN(expertToken) }, { type: 'proven' }],
      [{ type: 'established' }],
    ]);
    expect(state).toEqual({ name: 'session' });
    expect(expert(expertOpen, { type: 'view-begins' }).last).toEqual([]);
  });

  verifies('C121', () => {
    expect(expert(expertOpen, received(TOKEN(wrongToken))).last).toEqual([end('token-mismatch')]);
    expect(expert(expertOpen, received(TOKEN(noviceToken)), received({ name: 'DISCONNECT' })).last).toEqual([
      end('peer-disconnected'),
    ]);
  });

  verifies('B04', () => {
    for (const path of [[], [noviceOpen], [noviceOpen, received(TOKEN(expertToken))]] as const) {
      expect(novice(...path, { type: 'link-closed' }).last).toEqual([end('link-closed')]);
    }
    for (const path of [[], [expertOpen], [expertOpen, received(TOKEN(noviceToken))]] as const) {
      expect(expert(...path, { type: 'link-closed' }).last).toEqual([end('link-closed')]);
    }
  });

  verifies('B18', () => {
    const told = [{ type: 'send', packet: { name: 'DISCONNECT' } }, end('local-end')];
    expect(novice(noviceOpen, { type: 'local-end' }).last).toEqual(told);
    expect(expert(expertOpen, { type: 'local-end' }).last).toEqual(told);
    // Nothing follows the end, whatever comes.
    expect(novice(noviceOpen, { type: 'local-end' }, { type: 'link-closed' }).last).toEqual([]);
    expect(expert(expertOpen, { type: 'local-end' }, { type: 'link-closed' }).last).toEqual([]);
  });
});
