/** The bad networks on which the picture is measured; each is the same in both directions. */
import type { ConditionsInput } from '../../tests/network/conditions.ts';

export interface BadNetwork {
  /** For `--network`. */
  readonly name: string;
  readonly title: string;
  readonly conditions: ConditionsInput;
}

export const NETWORKS: readonly BadNetwork[] = [
  { name: 'clean', title: 'no impairment', conditions: {} },
  { name: '20ms', title: '+20 ms each way', conditions: { delayMs: 20 } },
  { name: '50ms', title: '+50 ms each way', conditions: { delayMs: 50 } },
  { name: '100ms', title: '+100 ms each way', conditions: { delayMs: 100 } },
  { name: '1%', title: '1 % loss', conditions: { loss: 0.01 } },
  { name: '3%', title: '3 % loss', conditions: { loss: 0.03 } },
  { name: '10M', title: '10 Mbit/s', conditions: { rate: 10_000_000 } },
  { name: '2M', title: '2 Mbit/s', conditions: { rate: 2_000_000 } },
  { name: '50ms+1%', title: '+50 ms each way, 1 % loss', conditions: { delayMs: 50, loss: 0.01 } },
];
