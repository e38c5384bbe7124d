import { deriveToken } from '@rendezvous/msra';

/** What both sides know when the invitation has reached the expert. */
export const CONNECTION_STRING_1 =
  '65538,1,172.31.243.138:3389,*,Uj7RpOlU80SibpRwRZ9+z1vbh7nIgVn89X1AiKp15Vc=,*,*,RcfwecK8dpcT1fjZ6iQ5M0+q7iU=';
export const CONNECTION_STRING_2 =
  '<E><A KH="YiKwWUY8Ioq5NB3wAQHSbs5kwrM=" ID="8rYm30RBW8/4dAWoUsWbFCF5jno"/><C><T ID="1" SID="0"><L P="49749" N="172.31.250.64"/></T></C></E>';
export const PASSWORD = 'ABCDEF';

/** Stands for the encrypted PassStub: what it is made of is [MS-RAI]'s, here it only has to be equal or not. */
export function encryptedPassStub(password: string): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => password.charCodeAt(i % password.length) ^ i);
}

/** The blob of an expert with this password. */
export function blobOf(password: string): string {
  const hex = [...encryptedPassStub(password)].map(byte => byte.toString(16).padStart(2, '0')).join('');
  return `9;NAME=John69;PASS=${hex.toUpperCase()}`;
}

const TOKENS = new Map<string, Uint8Array>();

/** The token of a role; 100,000 rounds, so each is computed once. */
export function tokenOf(role: 'novice' | 'expert', password: string): Uint8Array {
  const key = `${role} ${password}`;
  const token = TOKENS.get(key) ?? deriveToken({ role, password, connectionString: CONNECTION_STRING_2 });
  TOKENS.set(key, token);
  return token;
}
