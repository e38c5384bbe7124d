/** One way after the other: opened on a stage of its own, measured, ended. */
import type { NetworkFigures, WayFigures } from './figures.ts';
import { measureFirstPicture } from './first-picture.ts';
import { measureLatency, type Series } from './latency.ts';
import { measureLoad } from './load.ts';
import { measureMotion } from './motion.ts';
import type { BadNetwork } from './networks.ts';
import { Probe } from './probe.ts';
import { buildStage, type Stage } from './stage.ts';
import type { PictureSession, Way } from './ways/way.ts';

/** How much of everything. */
export interface Amounts {
  readonly keys: number;
  readonly pages: number;
  readonly calms: number;
  readonly seconds: number;
  readonly sessions: number;
}

export const FULL: Amounts = { keys: 100, pages: 60, calms: 20, seconds: 10, sessions: 20 };
export const QUICK: Amounts = { keys: 15, pages: 6, calms: 4, seconds: 4, sessions: 2 };

/** Typing: the next key comes while the picture path is awake. */
const TYPING = [150, 250] as const;
const PAGING = [600, 900] as const;
const CALM = [3_000, 3_300] as const;

async function onStage<T>(
  way: Way,
  network: BadNetwork | undefined,
  use: (stage: Stage, session: PictureSession, probe: Probe) => Promise<T>,
): Promise<T> {
  const stage = await buildStage(network !== undefined);
  try {
    const session = await way.open(stage);
    const probe = await Probe.install(session.page);
    await probe.untilPicture();
    // The network gets bad when the picture is there: how a session begins on it is another question.
    if (network) await stage.network?.set(network.conditions);
    const result = await use(stage, session, probe);
    await probe.checkClock();
    return result;
  } finally {
    await stage.resources.dispose();
  }
}

export async function measureWay(way: Way, amounts: Amounts): Promise<WayFigures> {
  const { keys, seconds } = amounts;
  const figures = await onStage(way, undefined, async (stage, session, probe) => {
    const { scene } = stage;
    const series = (name: Series['scene'], count: number, pause: Series['pause']) =>
      measureLatency(scene, probe, { scene: name, count, pause });
    const motion = (name: 'scroll' | 'film') => measureMotion(scene, probe, session, name, seconds);
    const load = (activity: Parameters<typeof measureLoad>[2]) =>
      measureLoad(stage, session, activity, seconds);
    const before = {
      key: await series('editor', keys, TYPING),
      keyAfterCalm: await series('editor', amounts.calms, CALM),
      page: await series('pages', amounts.pages, PAGING),
      keyBesideArea: await series('area', keys, TYPING),
      keyBesideFilm: await series('film', keys, TYPING),
      motion: { scroll: await motion('scroll'), film: await motion('film') },
      load: {
        idle: await load('idle'),
        typing: await load('typing'),
        scroll: await load('scroll'),
        film: await load('film'),
      },
      described: await session.describe(),
    };
    // Last, because control may add programs that cost something.
    await session.takeControl?.();
    const press = async (): Promise<number> => {
      await session.page.keyboard.press('a');
      return (await probe.keyAt()) ?? Number.NaN;
    };
    const expertKey = session.takeControl
      ? await measureLatency(scene, probe, { scene: 'editor', count: keys, pause: TYPING, press })
      : undefined;
    return { ...before, expertKey };
  });
  const firstPicture = way.abilities ? await measureFirstPicture(way.abilities, amounts.sessions) : undefined;
  return { way: way.name, title: way.title, ...figures, firstPicture };
}

export async function measureOnNetwork(
  way: Way,
  network: BadNetwork,
  amounts: Amounts,
): Promise<NetworkFigures> {
  return onStage(way, network, async ({ scene }, session, probe) => ({
    title: way.title,
    network: network.title,
    key: await measureLatency(scene, probe, {
      scene: 'editor',
      count: Math.ceil(amounts.keys / 2),
      pause: TYPING,
    }),
    scroll: await measureMotion(scene, probe, session, 'scroll', amounts.seconds),
    film: await measureMotion(scene, probe, session, 'film', amounts.seconds),
    described: await session.describe(),
  }));
}
