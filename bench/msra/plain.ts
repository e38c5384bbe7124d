/**
 * What each message is compared with: the plainest code that reads and writes the same valid bytes.
 * It checks nothing that a valid message does not need; how much slower the checks are is the question.
 */

/** RESULT behind a header that names RC_CTL. */
export function plainDecodeResult(bytes: Uint8Array): { name: 'RESULT'; result: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const nameBytes = view.getUint32(0, true);
  if (view.getUint32(8 + nameBytes, true) !== 2) throw new Error('not a RESULT');
  return { name: 'RESULT', result: view.getUint32(12 + nameBytes, true) };
}

const NAME = Uint8Array.from(Buffer.from('RC_CTL\0', 'utf16le'));

export function plainEncodeResult({ result }: { readonly result: number }): Uint8Array {
  const bytes = new Uint8Array(16 + NAME.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, NAME.length, true);
  view.setUint32(4, 8, true);
  bytes.set(NAME, 8);
  view.setUint32(8 + NAME.length, 2, true);
  view.setUint32(12 + NAME.length, result, true);
  return bytes;
}

interface VoipGo {
  readonly name: 'VOIPGO';
  readonly voipVersion: string;
  readonly voipGoKey: string;
  readonly voipIpList: readonly string[];
}

const utf16 = new TextDecoder('utf-16le');
const VOIPGO = /^<RCCOMMAND NAME="VOIPGO" VOIPVER="([^"]*)" VOIPGOKEY="([^"]*)" VOIPIPLIST="([^"]*)"\/>\0$/;

/** One regular expression over the whole element, attributes in their usual order, nothing escaped. */
export function plainDecodeVoipGo(bytes: Uint8Array): VoipGo {
  const match = VOIPGO.exec(utf16.decode(bytes));
  if (match === null) throw new Error('not a VOIPGO');
  const [, voipVersion = '', voipGoKey = '', addresses = ''] = match;
  return { name: 'VOIPGO', voipVersion, voipGoKey, voipIpList: addresses.split(',') };
}

export function plainEncodeVoipGo({ voipVersion, voipGoKey, voipIpList }: VoipGo): Uint8Array {
  return Buffer.from(
    `<RCCOMMAND NAME="VOIPGO" VOIPVER="${voipVersion}" VOIPGOKEY="${voipGoKey}" VOIPIPLIST="${voipIpList.join(',')}"/>\0`,
    'utf16le',
  );
}

/** A receiver that counts: no words, no limits, no states. */
export function plainReceiver(fileSize: number): (block: Uint8Array) => Uint8Array {
  let remaining = fileSize;
  return block => {
    remaining -= block.length;
    if (remaining < 0) throw new Error('too much');
    return block;
  };
}
