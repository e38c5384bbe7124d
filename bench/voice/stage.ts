/** Two people in two network namespaces, with mouths and ears, who talk through the product. */
import { keepCallBooks } from '../../tests/e2e/support/call-books.ts';
import { ASK, invite } from '../../tests/e2e/support/journey.ts';
import {
  befriendWithSound,
  buildPeopleWithSound,
  type PeopleWithSound,
  type PersonWithSound,
} from '../../tests/e2e/support/people-with-sound.ts';
import { Resources } from '../../tests/e2e/support/resources.ts';
import { ALICE_SAYS, type Speech, speak } from '../../tests/e2e/support/speech.ts';
import {
  call,
  chooseQuality,
  panel,
  pressTalk,
  setUpSound,
  type Talker,
} from '../../tests/e2e/support/talking.ts';
import { type Network, startNetwork } from '../../tests/network/namespaces.ts';
import { Line } from './line.ts';
import { type Lengths, makeVoice, type Voice } from './sounds.ts';

export type Mode = 'high' | 'low';

export interface Stage {
  readonly network: Network;
  readonly people: PeopleWithSound;
  readonly novice: Talker;
  readonly expert: Talker;
  readonly voices: Readonly<Record<'alice' | 'bob', Voice>>;
  /** From the novice to the expert, and back. */
  readonly lines: readonly [Line, Line];
  /** Both wish to receive this, and both browsers send it. */
  choose(mode: Mode): Promise<void>;
  dispose(): Promise<void>;
}

/** Alice, the novice, and Bob, the expert, are in a call when this resolves; the screen is not shown. */
export async function buildStage(lengths: Lengths): Promise<Stage> {
  const resources = new Resources();
  try {
    const network = await startNetwork(resources);
    const people = await buildPeopleWithSound({
      alice: { prefix: network.novice.prefix },
      bob: { prefix: network.expert.prefix },
    });
    resources.add(people.resources, it => it.dispose());
    const { alice, bob, folder, server } = people;
    await network.forward(server.port);
    await Promise.all([alice, bob].map(({ context }) => keepCallBooks(context)));
    const voices = {
      alice: await makeVoice(folder, 'alice', lengths),
      bob: await makeVoice(folder, 'bob', lengths),
    };
    const words = await speak(folder, 'words', { ...ALICE_SAYS, text: 'One, two, three.' });
    await befriendWithSound(people);
    const assistance = await invite(alice, bob, ASK);
    const novice = talker(alice, assistance.novice, 'Alice', voices.alice, words);
    const expert = talker(bob, assistance.expert, 'Bob', voices.bob, words);
    await setUp(novice, expert);
    await setUp(expert, novice);
    await call(expert, novice);
    return {
      network,
      people,
      novice,
      expert,
      voices,
      lines: [new Line(network, novice, expert, 'toExpert'), new Line(network, expert, novice, 'toNovice')],
      async choose(mode) {
        await chooseMode(novice, expert, mode);
        await chooseMode(expert, novice, mode);
      },
      dispose: () => resources.dispose(),
    };
  } catch (error) {
    await resources.dispose();
    throw error;
  }
}

function talker(
  { sound }: PersonWithSound,
  page: Talker['page'],
  name: string,
  { sentences }: Voice,
  words: Speech,
): Talker {
  const [sentence = words, short = sentence] = sentences;
  return { name, page, sound, sentence, short, words };
}

/** Who has no sound yet comes to the wizard. */
async function setUp(one: Talker, other: Talker): Promise<void> {
  await pressTalk(one, other);
  await setUpSound(one, other.sentence);
}

const WISHES = { high: 'Best', low: 'Save data' } as const;
const SENT = { high: 'in best quality', low: 'with little data' } as const;

/** The listener wishes it, and the speaker's side says that it sends it. */
export async function chooseMode(listener: Talker, speaker: Talker, mode: Mode): Promise<void> {
  await chooseQuality(listener, WISHES[mode]);
  // Folded away unless the speaker has opened it.
  await panel(speaker.page)
    .getByText(`${listener.name} hears you ${SENT[mode]} now.`)
    .waitFor({ state: 'attached' });
}
