import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** One page, served by the messenger's server beside the chat; every address in it is relative to this base. */
export default defineConfig({
  base: '/apps/remote-assistance/',
  plugins: [react()],
  build: {
    // The screen picker with its hints, `light-dark()` and Document Picture-in-Picture need a browser of this age anyway.
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // Nothing may be inlined as a `data:` address: the page's content security policy is `'self'`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
