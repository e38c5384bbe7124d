import { defineConfig } from 'vite';

/**
 * One page that runs anywhere: all addresses are relative, and the script is a classic one. Its frame may have an origin of
 * its own, and a browser fetches modules for such a page only from servers that allow it to everybody.
 */
export default defineConfig({
  base: './',
  plugins: [
    {
      name: 'classic-script',
      transformIndexHtml: {
        order: 'post',
        handler: html => html.replaceAll(' crossorigin', '').replace('type="module"', 'defer'),
      },
    },
  ],
  build: {
    target: ['chrome123', 'firefox128', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: false,
    // One file of its own instead of a style element that the script would add: a content security policy may forbid that.
    cssCodeSplit: false,
    reportCompressedSize: false,
    rolldownOptions: { output: { format: 'iife' } },
  },
});
