import '@fontsource-variable/instrument-sans/wght.css';
import './ui/base.css';
import { mount } from 'svelte';
import { keepReadable } from './api/keeper';
import App from './App.svelte';
import { remember, remembered } from './lib/store';
import { setLanguage } from './messages';

// After an update the chunks of the old page are gone: take the new one, but never in a circle, and not when it is the network
// that is gone: what is shown stays readable.
addEventListener('vite:preloadError', (event) => {
  const last = Number(remembered('reloaded') ?? 0);
  if (Date.now() - last < 30_000 || navigator.onLine === false) return;
  event.preventDefault();
  const reload = () => {
    remember('reloaded', String(Date.now()));
    location.reload();
  };
  fetch('/', { method: 'HEAD', cache: 'no-store' }).then(reload, () => undefined);
});

// `?lang=pseudo` is for tests and stays until the tab asks for another.
const asked = new URLSearchParams(location.search).get('lang');
if (asked) remember('language', asked === 'en' ? null : asked);
await setLanguage(asked ?? remembered('language') ?? navigator.language.split('-')[0] ?? 'en');

keepReadable();
mount(App, { target: document.getElementById('app')! });
