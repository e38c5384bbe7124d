/**
 * A program: joins two TUN devices, and treats the packets between them as it is told on stdin (control.ts).
 * `node emulator.ts NOVICE-DEVICE EXPERT-DEVICE SEED`; ends when its stdin does, and the devices with it.
 */
import { readSync, writeSync } from 'node:fs';
import { Conditions, type Direction, MTU } from './conditions.ts';
import { type Answer, Lines, Request } from './control.ts';
import { OneWay } from './one-way.ts';
import { seededRandom } from './random.ts';
import { hurry, Tun, Waiter } from './tun.ts';

/** Packets of one direction that are read in one turn, so that neither direction nor a due packet waits long. */
const PACKETS_A_TURN = 32;
const STDIN = 0;
const STDOUT = 1;

class Emulator {
  readonly #novice: Tun;
  readonly #expert: Tun;
  readonly #ways: Record<Direction, OneWay>;
  readonly #waiter: Waiter;
  readonly #spare: Uint8Array[] = [];
  readonly #lines = new Lines();
  readonly #decoder = new TextDecoder();
  #ended = false;

  constructor(noviceDevice: string, expertDevice: string, seed: number) {
    this.#novice = Tun.open(noviceDevice);
    this.#expert = Tun.open(expertDevice);
    this.#ways = { toExpert: this.#way(this.#expert, seed), toNovice: this.#way(this.#novice, seed + 1) };
    this.#waiter = new Waiter([this.#novice.fd, this.#expert.fd, STDIN]);
  }

  run(): void {
    this.#say({ ready: true });
    const { toExpert, toNovice } = this.#ways;
    while (!this.#ended) {
      this.#waiter.wait(Math.min(toExpert.dueAt, toNovice.dueAt) - performance.now());
      if (this.#waiter.ready(2)) this.#listen();
      if (this.#waiter.ready(0)) this.#take(this.#novice, toExpert);
      if (this.#waiter.ready(1)) this.#take(this.#expert, toNovice);
      const now = performance.now();
      toExpert.deliver(now);
      toNovice.deliver(now);
    }
  }

  #way(to: Tun, seed: number): OneWay {
    return new OneWay({
      conditions: Conditions.parse({}),
      random: seededRandom(seed),
      write: (buffer, length) => to.write(buffer, length),
      release: buffer => this.#spare.push(buffer),
    });
  }

  #take(from: Tun, way: OneWay): void {
    for (let count = 0; count < PACKETS_A_TURN; count++) {
      const buffer = this.#spare.pop() ?? new Uint8Array(MTU);
      const length = from.read(buffer);
      if (length === 0) {
        this.#spare.push(buffer);
        return;
      }
      way.offer(buffer, length, performance.now());
    }
  }

  #listen(): void {
    const chunk = new Uint8Array(65_536);
    const length = readSync(STDIN, chunk);
    if (length === 0) this.#ended = true;
    const text = this.#decoder.decode(chunk.subarray(0, length), { stream: true });
    for (const line of this.#lines.push(text)) this.#obey(Request.parse(JSON.parse(line)));
  }

  #obey(request: Request): void {
    switch (request.do) {
      case 'set':
        for (const direction of request.directions) this.#ways[direction].change(request.conditions);
        break;
      case 'cut':
        for (const direction of request.directions) this.#ways[direction].cut();
        break;
      case 'mend':
        for (const direction of request.directions) this.#ways[direction].mend();
        break;
      case 'count': {
        const { user, system } = process.cpuUsage();
        const { toExpert, toNovice } = this.#ways;
        const cpuMs = (user + system) / 1_000;
        this.#say({
          id: request.id,
          counters: { toExpert: toExpert.counters, toNovice: toNovice.counters, cpuMs },
        });
        return;
      }
    }
    this.#say({ id: request.id });
  }

  #say(answer: Answer): void {
    const bytes = Buffer.from(`${JSON.stringify(answer)}\n`);
    for (let sent = 0; sent < bytes.length; ) sent += writeSync(STDOUT, bytes, sent);
  }
}

const [noviceDevice, expertDevice, seed] = process.argv.slice(2);
if (noviceDevice === undefined || expertDevice === undefined || !Number.isInteger(Number(seed))) {
  throw new Error('two names of devices and a seed are needed');
}
// Where it may not, delays are less exact under load, and `late` says so.
hurry();
new Emulator(noviceDevice, expertDevice, Number(seed)).run();
