import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const page = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Two pages: the chat, and the small window that waits with the inviter until an application may be loaded. */
export default defineConfig({
  base: '/',
  plugins: [react()],
  build: {
    target: 'es2023',
    // Nothing may be inlined: the server's content security policy allows neither inline scripts nor data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: page('index.html'), lobby: page('lobby.html') } },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': 'http://127.0.0.1:8080',
      '/apps': 'http://127.0.0.1:8080',
      '/im': { target: 'ws://127.0.0.1:8080', ws: true },
    },
  },
});
