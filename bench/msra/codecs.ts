/** Messages a second, ours beside the plainest code of the same run. */
import { decodeCommand, decodeCtl, encodeCommand, encodeCtl, type RcCommand } from '@rendezvous/msra';
import {
  initialFileReceiverState,
  stepFileReceiver,
} from '../../packages/msra/src/file-transfer/receiver.ts';
import { percentile } from '../statistics.ts';
import {
  plainDecodeResult,
  plainDecodeVoipGo,
  plainEncodeResult,
  plainEncodeVoipGo,
  plainReceiver,
} from './plain.ts';

const RESULT = { name: 'RESULT', result: 0 } as const;
const VOIPGO = {
  name: 'VOIPGO',
  voipVersion: 'VOIPVER2',
  voipGoKey: 'NzaogjS5hQMun/saZ1YCBMT9GwrdJwOomrldiOmXTrE=',
  voipIpList: ['172.31.242.5:11334'],
} as const satisfies RcCommand;
const resultBytes = encodeCtl(RESULT);
const voipGoBytes = encodeCommand(VOIPGO);
const BLOCK = new Uint8Array(1_024).fill(0x41);

/** What is done in one call; its result is looked at, so that nothing is left out by the compiler. */
type Act = () => object;

interface Contest {
  readonly what: string;
  readonly ours: Act;
  readonly plain: Act;
}

/** A receiver in the middle of a file without end. */
function receiving(): Act {
  const fileSize = Number.MAX_SAFE_INTEGER;
  const command = { name: 'FILEXFER', fileName: 'a', fileSize, channelId: 'RA_FX' } as const;
  let [state] = stepFileReceiver(initialFileReceiverState(3), { type: 'offered', command });
  [state] = stepFileReceiver(state, { type: 'channel-opened' });
  [state] = stepFileReceiver(state, { type: 'user-accepts' });
  if (state.name !== 'receiving') throw new Error('the receiver does not receive');
  return () => {
    const [next, outputs] = stepFileReceiver(state, { type: 'received', block: BLOCK });
    state = next;
    return outputs;
  };
}

const CONTESTS: readonly Contest[] = [
  { what: 'Decode RESULT', ours: () => decodeCtl(resultBytes), plain: () => plainDecodeResult(resultBytes) },
  { what: 'Encode RESULT', ours: () => encodeCtl(RESULT), plain: () => plainEncodeResult(RESULT) },
  {
    what: 'Decode VOIPGO',
    ours: () => decodeCommand(voipGoBytes),
    plain: () => plainDecodeVoipGo(voipGoBytes),
  },
  { what: 'Encode VOIPGO', ours: () => encodeCommand(VOIPGO), plain: () => plainEncodeVoipGo(VOIPGO) },
  {
    what: 'Receive a file block of 1,024 bytes',
    ours: receiving(),
    plain: (
      receive => () =>
        receive(BLOCK)
    )(plainReceiver(Number.MAX_SAFE_INTEGER)),
  },
];

let looked = 0;

/** How many a second in one round of this many. */
function rate(act: Act, count: number): number {
  const began = performance.now();
  for (let index = 0; index < count; index += 1) if (act() === undefined) looked += 1;
  return (count * 1_000) / (performance.now() - began);
}

const figures = (samples: readonly number[]): string[] =>
  [percentile(samples, 0.5), percentile(samples, 0.05), Math.min(...samples)].map(value =>
    Math.round(value).toLocaleString('en'),
  );

/** Rows: what, rounds, and of ours and of the plain code the median, the 5th percentile and the worst round; and their ratio. */
export function measureCodecs(rounds: number, count: number): string[] {
  const rows = CONTESTS.map(({ what, ours, plain }) => {
    const samples = { ours: [] as number[], plain: [] as number[] };
    for (let round = -2; round < rounds; round += 1) {
      // Alternating, so that both have the same weather; the first rounds are for the compiler.
      const [one, other] = [rate(ours, count), rate(plain, count)];
      if (round < 0) continue;
      samples.ours.push(one);
      samples.plain.push(other);
    }
    const share = percentile(samples.plain, 0.5) / percentile(samples.ours, 0.5);
    return `| ${[what, String(rounds), ...figures(samples.ours), ...figures(samples.plain), `${share.toFixed(1)} ×`].join(' | ')} |`;
  });
  if (looked > 0) throw new Error('something gave nothing');
  return rows;
}
