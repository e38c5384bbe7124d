/** The tests of packages/msra as the mutation run takes them; `npm run mutation:msra` is where they are told of. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (file: string): string => fileURLToPath(new URL(`../src/${file}`, import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL('../../../', import.meta.url)),
  resolve: {
    // The workspace's link leads out of the copy that is mutated.
    alias: [
      { find: /^@rendezvous\/msra$/, replacement: source('index.ts') },
      { find: /^@rendezvous\/msra\/node$/, replacement: source('crypto/node.ts') },
      { find: /^@rendezvous\/msra\/webcrypto$/, replacement: source('crypto/web.ts') },
    ],
  },
  test: {
    include: ['packages/msra/test/**/*.test.ts'],
    exclude: [
      // They read the source as text, and the documents made from the tests.
      'packages/msra/test/laws.test.ts',
      'packages/msra/test/conformance/coverage.test.ts',
      // Thousands of inputs for each mutant take longer than they are worth; what they would find, a test of its own should.
      'packages/msra/test/fuzz/decoders.test.ts',
      'packages/msra/test/properties/all-machines.test.ts',
      'packages/msra/test/properties/laws-of-walks.test.ts',
    ],
    setupFiles: ['packages/msra/test/mutation-setup.ts'],
    testTimeout: 60_000,
  },
});
