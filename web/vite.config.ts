/// <reference types="vitest/config" />
// How the UI is built: `npm run build` writes web/dist, which the binary embeds or serves from beside itself.
// Everything under assets/ has a hash in its name and may be cached for ever; index.html and theme.js may not.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vite';
import { helpPages } from './build/help.ts';
import { uiMessages } from './build/messages.ts';

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

// Writes are checked against the server's own address, so they arrive as if they came from there.
const target = process.env['BATON_URL'] ?? 'http://127.0.0.1:8080';
const api = { '/api': { target, headers: { Origin: target } } };

export default defineConfig({
  plugins: [uiMessages(), helpPages(), svelte(), svelteTesting()],
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
            // Not what settings, the scoreboard and activities say: texts of few screens, which would come with every one.
            { name: 'words', test: /virtual:sentence\/(?!ui\.(?:settings?(?:_text)?|scoreboard|activity)\.)/, minShareCount: 4, priority: 2 },
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
    testTimeout: 60_000, // of a machine that has other things to do
  },
});
