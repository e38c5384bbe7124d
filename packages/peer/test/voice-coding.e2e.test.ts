/** What a call puts on the wire, in a real Chromium. */
import { describe, expect, it } from 'vitest';
import { callPage } from './support/call-page.ts';
import type { Measured } from './support/voice-bench.ts';

/** Samples of 60 ms at 48 kHz. */
const ONE_FRAME = 2880;

const calls = callPage();

/** For whoever tunes it. */
function tell(what: string, measured: Measured): void {
  const { kilobits, packetsPerSecond, bufferMs, concealed } = measured;
  const figures = [
    kilobits.toFixed(2),
    'kbit/s',
    packetsPerSecond.toFixed(1),
    'packets/s',
    bufferMs.toFixed(0),
  ];
  console.log(what, ...figures, 'ms in the buffer', concealed, 'samples made up');
}

describe('what a side of a call sends', () => {
  it('goes low and back to high in mid-call without a gap, from either end', async () => {
    const seen = await calls.page.evaluate(async () => {
      const [novice, expert] = await voiceBench.ends();
      await novice.voice.setTrack(voiceBench.speech());
      await expert.voice.setTrack(voiceBench.speech());
      await voiceBench.connect(novice, expert);
      const figures: Record<string, Measured> = {};
      const gaps: Record<string, readonly [number, number]> = {};
      for (const [who, from, to] of [
        ['novice', novice, expert],
        ['expert', expert, novice],
      ] as const) {
        figures[`${who}, high`] = await voiceBench.measure(from, to, 4000);
        await from.voice.setMaxBitRate(6400);
        figures[`${who}, low`] = await voiceBench.measure(from, to, 5000);
        gaps[who] = await voiceBench.gapOf(from, to, turn =>
          from.voice.setMaxBitRate(turn % 2 ? 6400 : 64_000),
        );
        await from.voice.setMaxBitRate(64_000);
        figures[`${who}, high again`] = await voiceBench.measure(from, to, 4000);
      }
      return { figures, gaps };
    });
    for (const [when, measured] of Object.entries(seen.figures)) {
      tell(when, measured);
      const low = when.endsWith(' low');
      expect(measured.headerBytes, when).toBe(12);
      expect(measured.kilobits, when).toBeLessThanOrEqual(low ? 6.4 : 64);
      expect(measured.kilobits, when).toBeGreaterThan(low ? 3 : 40);
      expect(measured.packetsPerSecond, when).toBeGreaterThan(low ? 15.5 : 48);
      expect(measured.packetsPerSecond, when).toBeLessThan(low ? 17.5 : 52);
    }
    for (const [who, gaps] of Object.entries(seen.gaps)) {
      for (const gap of gaps) expect(gap, who).toBeLessThanOrEqual(ONE_FRAME);
    }
  });

  it('begins low when that was wished before the call, and the last of many wishes wins', async () => {
    const seen = await calls.page.evaluate(async () => {
      const [novice, expert] = await voiceBench.ends();
      await Promise.all([novice.voice.setMaxBitRate(6400), expert.voice.setMaxBitRate(6400)]);
      await novice.voice.setTrack(voiceBench.speech());
      await expert.voice.setTrack(voiceBench.speech());
      await voiceBench.connect(novice, expert);
      const first = [
        await voiceBench.measure(novice, expert, 2000),
        await voiceBench.measure(expert, novice, 2000),
      ];
      const limit = (): unknown => novice.raw.getSenders()[0]?.getParameters().encodings[0]?.maxBitrate;
      const limits = [limit()];
      const wishes = ([64_000, 6400, 64_000, 6400, 64_000] as const).map(rate =>
        novice.voice.setMaxBitRate(rate),
      );
      await Promise.all([...wishes, novice.voice.setRedundancy(true), novice.voice.setRedundancy(false)]);
      limits.push(limit());
      return {
        first,
        limits,
        after: await voiceBench.measure(novice, expert, 2000),
        state: novice.raw.signalingState,
      };
    });
    for (const measured of seen.first) expect(measured.packetsPerSecond).toBeLessThan(17.5);
    expect(seen.limits).toEqual([6400, 64_000]);
    expect(seen.after.packetsPerSecond).toBeGreaterThan(47);
    expect(seen.state).toBe('stable');
  });

  it('sends nothing much in the silence of low mode, and is heard again at once', async () => {
    const seen = await calls.page.evaluate(async () => {
      const [novice, expert] = await voiceBench.call();
      await novice.voice.setMaxBitRate(6400);
      const [track] = novice.raw.getSenders().flatMap(({ track }) => track ?? []);
      if (!track) throw new Error('no track');
      track.enabled = false;
      await voiceBench.measure(novice, expert, 1000);
      await novice.voice.stats();
      await expert.voice.stats();
      const silence = await voiceBench.measure(novice, expert, 3000);
      const { concealed } = await expert.voice.stats();
      track.enabled = true;
      await voiceBench.hears(expert, 440);
      return { silence, concealed };
    });
    expect(seen.silence.packetsPerSecond).toBeGreaterThan(0);
    expect(seen.silence.packetsPerSecond).toBeLessThan(5);
    expect(seen.concealed).toBeLessThan(0.05);
  });

  it('sends everything twice while that is wished, within the rate, and not in low mode', async () => {
    const seen = await calls.page.evaluate(async () => {
      const [novice, expert] = await voiceBench.call({ looksInside: true });
      const figures: Record<string, Measured> = {};
      const types: string[] = [];
      for (const [who, from, to] of [
        ['novice', novice, expert],
        ['expert', expert, novice],
      ] as const) {
        const comes = async (what: string, type: number): Promise<void> => {
          await voiceBench.until(what, () => to.payloadType() === type);
          figures[`${who}, ${what}`] = await voiceBench.measure(from, to, 2000);
          types.push(`${who}, ${what}: ${String(to.payloadType())}`);
        };
        await comes('plain', 111);
        await from.voice.setRedundancy(true);
        await comes('twice', 63);
        await from.voice.setMaxBitRate(6400);
        await comes('low', 111);
        await from.voice.setMaxBitRate(64_000);
        await comes('twice again', 63);
        await from.voice.setRedundancy(false);
        await comes('plain again', 111);
      }
      await voiceBench.hears(expert, 440);
      await voiceBench.hears(novice, 1000);
      return { figures, types };
    });
    const order = ['plain: 111', 'twice: 63', 'low: 111', 'twice again: 63', 'plain again: 111'];
    expect(seen.types).toEqual(['novice', 'expert'].flatMap(who => order.map(what => `${who}, ${what}`)));
    for (const [when, measured] of Object.entries(seen.figures)) {
      tell(when, measured);
      expect(measured.kilobits, when).toBeLessThanOrEqual(when.includes('low') ? 6.4 : 64);
    }
  });
});
