import { defineConfig } from 'vite';

/** The sound alone, for a real browser; never part of the product. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: `${import.meta.dirname}/dist/.vite`,
  build: {
    target: 'chrome123',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    outDir: 'dist/page',
    emptyOutDir: true,
    reportCompressedSize: false,
  },
});
