/**
 * `npm run fuzz:msra [cases] [--seed N]`: many more inputs for every decoder of packages/msra than the tests have time for,
 * and walks of every machine through inputs of chance. 1,200,000 inputs unless told otherwise.
 * What does not hold is kept as a file in packages/msra/test/fuzz/corpus, which the tests read from then on.
 */
import { campaign, type Tally } from '../packages/msra/test/fuzz/campaign.ts';
import { keepCrash } from '../packages/msra/test/fuzz/corpus.ts';
import { DECODERS } from '../packages/msra/test/fuzz/decoders.ts';
import { SAMPLES } from '../packages/msra/test/machines/samples.ts';
import { walkAtRandom } from '../packages/msra/test/machines/walk.ts';

const DEFAULT_CASES = 1_200_000;
const CASES_A_ROUND = 25_000;
const STEPS_A_WALK = 40;

const words = process.argv.slice(2);
const seedAt = words.indexOf('--seed');
const seed = seedAt < 0 ? Date.now() % 2 ** 31 : Number(words[seedAt + 1]);
const [first = ''] = seedAt === 0 ? words.slice(2) : words;
const cases = /^\d+$/.test(first) ? Number(first) : DEFAULT_CASES;
if (!Number.isInteger(seed)) throw new Error('--seed needs a whole number');

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const count = (value: number): string => value.toLocaleString('en');

/** Several rounds, each with messages of its own to begin with. */
function fuzz(decoder: (typeof DECODERS)[number], wanted: number): Tally {
  let sum: Tally = { cases: 0, decoded: 0, crashes: [] };
  for (let round = 0; sum.cases < wanted && sum.crashes.length === 0; round += 1) {
    const next = campaign(decoder, Math.min(CASES_A_ROUND, wanted - sum.cases), seed + round);
    sum = {
      cases: sum.cases + next.cases,
      decoded: sum.decoded + next.decoded,
      crashes: [...sum.crashes, ...next.crashes],
    };
  }
  return sum;
}

print(`seed ${String(seed)}: ${count(cases)} inputs for ${String(DECODERS.length)} decoders`);
const began = performance.now();
let tried = 0;
let failed = 0;
for (const decoder of DECODERS) {
  const { cases: done, decoded, crashes } = fuzz(decoder, Math.ceil(cases / DECODERS.length));
  tried += done;
  failed += crashes.length;
  print(
    `${crashes.length === 0 ? 'ok  ' : 'FAIL'} ${decoder.name}: ${count(done)} inputs, ${count(decoded)} decoded`,
  );
  for (const crash of crashes) print(`     ${String(crash.error)}: kept as ${keepCrash(crash)}`);
}

const walks = Math.ceil(cases / SAMPLES.length / STEPS_A_WALK / 4);
let steps = 0;
for (const machine of SAMPLES) {
  try {
    for (let walk = 0; walk < walks; walk += 1)
      steps += walkAtRandom(machine, seed + walk, STEPS_A_WALK).length;
    print(`ok   ${machine.title}: ${count(walks)} walks`);
  } catch (error) {
    failed += 1;
    print(
      `FAIL ${machine.title}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}
const seconds = ((performance.now() - began) / 1000).toFixed(1);
print(`${count(tried)} inputs and ${count(steps)} steps in ${seconds} s, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;
