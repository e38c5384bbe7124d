import { describe, expect, it } from 'vitest';
import type { Question } from '../src/index.ts';
import { LIMITS } from '../src/limits.ts';
import { Questions, type Subject } from '../src/questions.ts';

const VOICE: Subject = { kind: 'voice', possible: 'yes' };
const CONTROL: Subject = { kind: 'control', possible: 'yes' };
const file = (fileName: string): Subject => ({ kind: 'file', possible: 'yes', fileId: 1, fileName, size: 1 });

class Desk {
  readonly shown: (Question | undefined)[] = [];
  readonly answers: string[] = [];
  readonly questions = new Questions(question => void this.shown.push(question));

  ask(subject: Subject, accepts?: (yes: boolean) => boolean): number {
    const name = subject.kind === 'file' ? subject.fileName : subject.kind;
    const id = this.questions.ask({
      subject,
      ...(accepts ? { accepts } : {}),
      answered: yes => void this.answers.push(`${name} ${yes ? 'yes' : 'no'}`),
    });
    if (id === undefined) throw new Error('it was not asked');
    return id;
  }

  get kind(): string | undefined {
    const question = this.shown.at(-1);
    return question?.kind === 'file' ? question.fileName : question?.kind;
  }
}

describe('questions to one person', () => {
  it('are shown one at a time; what is shown stays, and of those that wait control comes first', () => {
    const desk = new Desk();
    const [a, b, voice, control, second] = [
      desk.ask(file('a')),
      desk.ask(file('b')),
      desk.ask(VOICE),
      desk.ask(CONTROL),
      desk.ask(CONTROL),
    ];
    expect(desk.shown).toEqual([{ id: a, ...file('a') }]);
    for (const [id, next] of [
      [a, 'control'],
      [control, 'control'],
      [second, 'b'],
      [b, 'voice'],
      [voice, undefined],
    ] as const) {
      desk.questions.answer(id, id === b);
      expect(desk.kind).toBe(next);
    }
    expect(desk.answers).toEqual(['a no', 'control no', 'control no', 'b yes', 'voice no']);
    expect(desk.questions.open).toBe(false);
  });

  it('take no answer to another question, no second one, and none that cannot be carried out', () => {
    const desk = new Desk();
    const id = desk.ask(CONTROL, yes => !yes);
    const waiting = desk.ask(VOICE);
    desk.questions.answer(waiting, true);
    desk.questions.answer(id, true);
    expect(desk.answers).toEqual([]);
    desk.questions.answer(id, false);
    desk.questions.answer(id, false);
    expect(desk.answers).toEqual(['control no']);
    expect(desk.kind).toBe('voice');
  });

  it('can be withdrawn, shown or not, and then nobody hears an answer', () => {
    const desk = new Desk();
    const [a, b, c] = [desk.ask(file('a')), desk.ask(file('b')), desk.ask(file('c'))];
    desk.questions.withdraw(b);
    expect(desk.shown).toHaveLength(1);
    desk.questions.withdraw(a);
    desk.questions.withdraw(a);
    expect(desk.kind).toBe('c');
    desk.questions.answer(a, true);
    desk.questions.close();
    desk.questions.close();
    desk.questions.answer(c, true);
    expect(desk.shown.map(question => question?.id)).toEqual([a, c, undefined]);
    expect(desk.answers).toEqual([]);
  });

  it('may read differently while they are open', () => {
    const desk = new Desk();
    const id = desk.ask({ kind: 'control', possible: 'needs-companion' });
    const behind = desk.ask(VOICE);
    desk.questions.change(id, CONTROL);
    desk.questions.change(behind, VOICE);
    expect(desk.shown).toEqual([
      { id, kind: 'control', possible: 'needs-companion' },
      { id, kind: 'control', possible: 'yes' },
    ]);
  });

  it('are no more than a person can be asked', () => {
    const desk = new Desk();
    for (let i = 0; i <= LIMITS.questions; i += 1) desk.ask(VOICE);
    expect(() => desk.ask(CONTROL)).toThrow('it was not asked');
  });

  it('count as open while the platform asks something itself', () => {
    const { questions } = new Desk();
    const [first, second] = [questions.hold(), questions.hold()];
    first();
    expect(questions.open).toBe(true);
    second();
    expect(questions.open).toBe(false);
  });
});
