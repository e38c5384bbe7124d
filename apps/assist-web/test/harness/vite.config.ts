import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Shows each room with made-up views; never part of the product. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: `${import.meta.dirname}/dist/.vite`,
  plugins: [react()],
  build: {
    target: 'chrome123',
    assetsInlineLimit: 0,
    outDir: 'dist/page',
    emptyOutDir: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
});
