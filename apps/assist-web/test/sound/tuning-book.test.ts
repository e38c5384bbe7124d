import { describe, expect, it } from 'vitest';
import { TuningBook } from '../../src/sound/tuning-book.ts';
import { BROKEN, Shelf } from './kept.ts';

const headset = { microphone: 'headset-mic', speaker: 'headset-ear' };
const KEY = 'rendezvous.sound.tuned';

describe('the tuning book', () => {
  it('knows a pair of devices again, and no other pair of the same devices', () => {
    const book = new TuningBook(new Shelf());
    book.keep(headset, true);
    book.keep({ microphone: 'desk', speaker: '' }, false);
    expect(book.look(headset)).toBe('good');
    expect(book.look({ microphone: 'desk', speaker: '' })).toBe('bad');
    expect(book.look({ microphone: 'headset-mic', speaker: '' })).toBe('unknown');
    expect(book.look({ microphone: 'desk', speaker: 'headset-ear' })).toBe('unknown');
    expect(book.look(undefined)).toBe('unknown');
  });

  it('takes the latest result, and keeps it for the next page', () => {
    const shelf = new Shelf();
    const book = new TuningBook(shelf);
    book.keep(headset, true);
    book.keep(headset, false);
    expect(book.look(headset)).toBe('bad');
    expect(new TuningBook(shelf).look(headset)).toBe('bad');
  });

  it('reads what another window has written in the meantime, and leaves it there', () => {
    const shelf = new Shelf();
    const [mine, other] = [new TuningBook(shelf), new TuningBook(shelf)];
    mine.keep(headset, true);
    other.keep({ microphone: 'desk', speaker: '' }, true);
    mine.keep({ microphone: 'lamp', speaker: '' }, false);
    expect(mine.look({ microphone: 'desk', speaker: '' })).toBe('good');
    expect(other.look(headset)).toBe('good');
  });

  it('forgets the pair of longest ago beyond twenty', () => {
    const book = new TuningBook(new Shelf());
    for (let index = 0; index < 20; index++)
      book.keep({ microphone: `m${String(index)}`, speaker: '' }, true);
    book.keep({ microphone: 'm0', speaker: '' }, false);
    book.keep({ microphone: 'new', speaker: '' }, true);
    expect(book.look({ microphone: 'm0', speaker: '' })).toBe('bad');
    expect(book.look({ microphone: 'm1', speaker: '' })).toBe('unknown');
    expect(book.look({ microphone: 'm2', speaker: '' })).toBe('good');
    expect(book.look({ microphone: 'new', speaker: '' })).toBe('good');
  });

  it.each(BROKEN)('says nothing out of broken content, and writes over it (%#)', content => {
    const shelf = new Shelf();
    shelf.setItem(KEY, content);
    const book = new TuningBook(shelf);
    expect(book.look({ microphone: 'm', speaker: 's' })).toBe('unknown');
    expect(book.look({ microphone: '', speaker: '' })).toBe('unknown');
    book.keep(headset, true);
    expect(new TuningBook(shelf).look(headset)).toBe('good');
  });

  it('keeps what is sound beside what is broken', () => {
    const shelf = new Shelf();
    shelf.setItem(KEY, JSON.stringify([{ microphone: 1 }, { ...headset, good: true }]));
    expect(new TuningBook(shelf).look(headset)).toBe('good');
  });

  it('lasts as long as the page where the browser keeps nothing', () => {
    const shelf = new Shelf();
    shelf.full = true;
    for (const storage of [undefined, shelf]) {
      const book = new TuningBook(storage);
      book.keep(headset, true);
      expect(book.look(headset)).toBe('good');
      expect(new TuningBook(storage).look(headset)).toBe('unknown');
    }
  });
});
