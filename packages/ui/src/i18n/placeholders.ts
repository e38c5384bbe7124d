import type { Catalogue } from './catalogue.ts';

/** The `{name}` placeholders of a sentence, sorted, each once. */
export function placeholdersOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? ''))].sort();
}

/** What is wrong between two catalogues, in words; empty when every key is in both with the same placeholders. */
export function compareCatalogues(a: Catalogue, b: Catalogue): readonly string[] {
  const faults: string[] = [];
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const [left, right] = [a[key], b[key]];
    if (left === undefined || right === undefined) faults.push(`${key} is in one catalogue only`);
    else if (left.trim() === '' || right.trim() === '') faults.push(`${key} is empty`);
    else if (placeholdersOf(left).join() !== placeholdersOf(right).join())
      faults.push(`${key} has different placeholders`);
  }
  return faults;
}
