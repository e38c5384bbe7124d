import type { FileEndCause, FileState, FileView } from '@rendezvous/assist';
import { LIMITS } from '@rendezvous/assist';
import { describe, expect, it } from 'vitest';
import { cancellable, endedWords, newsOf, stateWords, worthAnotherTry } from '../../src/files/file-words.ts';
import { englishWords as t } from '../harness/words.ts';

const CAUSES = {
  refused: true,
  'refused-unasked': true,
  'not-supported': false,
  'too-large': false,
  'too-many': true,
  'cancelled-here': true,
  'cancelled-there': true,
  'read-failed': false,
  'write-failed': true,
  'not-as-announced': true,
  damaged: true,
  unconfirmed: true,
  'connection-lost': true,
  'session-ended': false,
} as const satisfies Readonly<Record<FileEndCause, boolean>>;
const causes = Object.keys(CAUSES) as FileEndCause[];

const file = (direction: FileView['direction'], state: FileState): FileView => ({
  id: 1,
  direction,
  name: 'notes.txt',
  size: 10,
  state,
});

describe.each(['in', 'out'] as const)('a file that goes %s', direction => {
  it.each(causes)('has whole sentences for %s', cause => {
    const words = endedWords(direction, cause, 'Bob', t);
    expect(words).toMatch(/^[A-Z].*\.$/);
    expect(words).not.toMatch(/[{}]|file-ended/);
  });

  it.each(['waiting', 'asking', 'checking', 'moving', 'done'] as const)('has words for %s', name => {
    const state: FileState =
      name === 'moving' ? { name, bytes: 1 } : name === 'done' ? { name, sha256: '' } : { name };
    expect(stateWords(file(direction, state), 'Bob', t)).toMatch(/^[A-Z].*[.…]$/);
  });
});

it('says the size that is the limit', () => {
  expect(LIMITS.fileBytes).toBe(2 * 1024 ** 3);
  expect(endedWords('out', 'too-large', 'Bob', t)).toContain('2 GB');
});

it.each(causes)('another try is offered after %s only where it could help, and only to the sender', cause => {
  expect(worthAnotherTry(file('out', { name: 'ended', cause }))).toBe(CAUSES[cause]);
  expect(worthAnotherTry(file('in', { name: 'ended', cause }))).toBe(false);
});

it('nothing that is on its way, or has arrived, is sent another time', () => {
  expect(worthAnotherTry(file('out', { name: 'moving', bytes: 1 }))).toBe(false);
  expect(worthAnotherTry(file('out', { name: 'done', sha256: '' }))).toBe(false);
});

it('a file can be cancelled while this side can still do something about it', () => {
  const states: readonly FileState[] = [
    { name: 'waiting' },
    { name: 'asking' },
    { name: 'moving', bytes: 1 },
    { name: 'checking' },
    { name: 'done', sha256: '' },
    { name: 'ended', cause: 'damaged' },
  ];
  const names = (direction: FileView['direction']) =>
    states.filter(state => cancellable(file(direction, state))).map(({ name }) => name);
  expect(names('out')).toEqual(['waiting', 'asking', 'moving']);
  expect(names('in')).toEqual(['waiting', 'moving', 'checking']);
});

describe('news', () => {
  const moving = file('in', { name: 'moving', bytes: 1 });

  it('are that a file begins, arrives or fails', () => {
    expect(newsOf(file('in', { name: 'asking' }), moving, 'Bob', t)).toBe('notes.txt: Coming from Bob…');
    expect(newsOf(moving, file('in', { name: 'done', sha256: '' }), 'Bob', t)).toMatch(/unharmed/);
    expect(newsOf(undefined, file('out', { name: 'ended', cause: 'too-large' }), 'Bob', t)).toMatch(/2 GB/);
  });

  it('are not how far it is, nor a question, which speaks for itself', () => {
    expect(newsOf(moving, file('in', { name: 'moving', bytes: 2 }), 'Bob', t)).toBeUndefined();
    expect(newsOf(undefined, file('in', { name: 'asking' }), 'Bob', t)).toBeUndefined();
    expect(newsOf(moving, file('in', { name: 'checking' }), 'Bob', t)).toBeUndefined();
  });
});
