import { describe, expect, it } from 'vitest';
import { sessionMemory } from '../../src/page/memory.ts';
import { FakeStorage, FakeWindow } from '../support/fake-window.ts';

const RECORD = { resumeToken: 'r'.repeat(48), received: 7, origin: 'https://chat.example' };

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

  it.each([
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
  ])('believes nothing that is no record: %s', text => {
    const page = pageNamed('a');
    page.storage.setItem('rendezvous.application.a', text);
    expect(sessionMemory(page.window).read()).toBeUndefined();
  });

  it('forgets, and never throws, where the storage is full or there is none', () => {
    const full = pageNamed('a');
    full.storage.broken = true;
    const opaque = pageNamed('a');
    opaque.opaque = true;
    for (const page of [full, opaque]) {
      const memory = sessionMemory(page.window);
      memory.write(RECORD);
      expect(memory.read()).toBeUndefined();
      memory.clear();
    }
  });
});
