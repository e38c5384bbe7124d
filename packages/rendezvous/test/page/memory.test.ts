import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionMemory } from '../../src/page/memory.ts';
import { FakeStorage, FakeWindow } from '../support/fake-window.ts';
import { OpaqueFrame } from './opaque-frame.ts';

const RECORD = { resumeToken: 'r'.repeat(48), received: 7, origin: 'https://chat.example' };

const NO_RECORDS = [
  '',
  '{',
  'null',
  '[]',
  '{"resumeToken":"short","received":1,"origin":"https://chat.example"}',
  JSON.stringify({ ...RECORD, received: -1 }),
  JSON.stringify({ ...RECORD, received: 1.5 }),
  JSON.stringify({ ...RECORD, origin: 'null' }),
  JSON.stringify({ ...RECORD, origin: '*' }),
  JSON.stringify({ ...RECORD, origin: 'https://chat.example/path' }),
  JSON.stringify({ ...RECORD, origin: 'javascript:alert(1)' }),
];

function pageNamed(name: string, storage = new FakeStorage()): FakeWindow {
  const page = new FakeWindow('https://apps.example/', undefined, storage);
  page.name = name;
  return page;
}

describe('the memory of an application’s page', () => {
  it('is read by the page that comes after it in the same window, and by no other frame of the tab', () => {
    const page = pageNamed('rendezvous-1');
    sessionMemory(page.window).write(RECORD);
    page.reload();
    expect(sessionMemory(page.window).read()).toEqual(RECORD);
    const beside = pageNamed('rendezvous-2', page.storage);
    expect(sessionMemory(beside.window).read()).toBeUndefined();
    expect(sessionMemory(beside.window, 'rendezvous-1').read()).toEqual(RECORD);
    sessionMemory(page.window).clear();
    expect(sessionMemory(page.window).read()).toBeUndefined();
    expect(page.storage.length).toBe(0);
  });

  it('keeps the origin that it was told once', () => {
    const memory = sessionMemory(pageNamed('a').window);
    memory.write({ resumeToken: RECORD.resumeToken, received: 1 });
    expect(memory.read()).toBeUndefined();
    memory.write(RECORD);
    memory.write({ resumeToken: RECORD.resumeToken, received: 8 });
    expect(memory.read()).toEqual({ ...RECORD, received: 8 });
  });

  it.each(NO_RECORDS)('believes nothing that is no record: %s', text => {
    const page = pageNamed('a');
    page.storage.setItem('rendezvous.application.a', text);
    expect(sessionMemory(page.window).read()).toBeUndefined();
  });

  it('forgets, and never throws, where the storage is full or forbidden', () => {
    const full = pageNamed('a');
    full.storage.broken = true;
    const forbidden = pageNamed('a');
    // Not even the mention of it is allowed, though the page has an origin.
    forbidden.opaque = true;
    for (const page of [full, forbidden]) {
      const memory = sessionMemory(page.window);
      memory.write(RECORD);
      expect(memory.read()).toBeUndefined();
      memory.clear();
      expect(page.name).toBe('a');
    }
  });
});

describe('the memory of a page without an origin', () => {
  it('is in the name of its frame, from which the page that comes after it reads it', () => {
    const frame = new OpaqueFrame(undefined, 'rendezvous-1');
    const before = sessionMemory(frame.window);
    expect(before.read()).toBeUndefined();
    before.write(RECORD);
    frame.reload();
    const after = sessionMemory(frame.window);
    expect(after.read()).toEqual(RECORD);
    after.write({ resumeToken: RECORD.resumeToken, received: 8 });
    expect(sessionMemory(frame.window).read()).toEqual({ ...RECORD, received: 8 });
    expect(sessionMemory(new OpaqueFrame(undefined, 'rendezvous-1').window).read()).toBeUndefined();
  });

  it('leaves the name as it was, whatever it was', () => {
    fc.assert(
      fc.property(fc.string(), name => {
        const frame = new OpaqueFrame(undefined, name);
        const memory = sessionMemory(frame.window);
        memory.clear();
        expect(frame.name).toBe(name);
        memory.write(RECORD);
        expect(frame.name.startsWith(name)).toBe(true);
        expect(memory.read()).toEqual(RECORD);
        memory.clear();
        expect(memory.read()).toBeUndefined();
        expect(frame.name).toBe(name);
      }),
    );
  });

  it.each(NO_RECORDS)('believes nothing that is no record: %s', text => {
    const frame = new OpaqueFrame(undefined, 'rendezvous-1');
    sessionMemory(frame.window).write(RECORD);
    frame.name = frame.name.replace(JSON.stringify(RECORD), text);
    expect(sessionMemory(frame.window).read()).toBeUndefined();
    frame.name = text;
    expect(sessionMemory(frame.window).read()).toBeUndefined();
  });
});
