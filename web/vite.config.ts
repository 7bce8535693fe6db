/// <reference types="vitest/config" />
// How the UI is built: `npm run build` writes web/dist, which the binary embeds or serves from beside itself.
// Everything under assets/ has a hash in its name and may be cached for ever; index.html and theme.js may not.
import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig, type Plugin } from 'vite';

// The server and the UI share one catalogue; only the sentences of the UI travel to the browser.
function uiMessages(): Plugin {
  return {
    name: 'baton-ui-messages',
    enforce: 'pre',
    load(id) {
      const file = id.split('?')[0] ?? id;
      if (!/\/messages\/[a-z]{2}(-[A-Z]{2})?\.json$/.test(file)) return null;
      const all = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
      return JSON.stringify(Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith('ui.'))));
    },
  };
}

// The policy the server sends; preview sends it too, so that a breach shows before it ships.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const api = { '/api': { target: process.env['BATON_URL'] ?? 'http://127.0.0.1:8080' } };

export default defineConfig({
  plugins: [uiMessages(), svelte(), svelteTesting()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'svelte', test: /node_modules\/(svelte|esm-env|clsx)\//, priority: 2 },
            { name: 'query', test: /node_modules\/@tanstack\//, priority: 2 },
            { name: 'messages', test: /(node_modules\/(intl-messageformat|@formatjs)\/|\/messages\/[a-z]+\.json)/, priority: 2 },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', port: 5173, strictPort: true, fs: { allow: ['..'] }, proxy: api },
  preview: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: api,
    headers: { 'Content-Security-Policy': policy },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test_setup.ts'],
  },
});
