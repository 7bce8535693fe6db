// Registers the service worker (public/sw.js) where browsers allow one: over https, and on this machine.
export function keepReadable(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  void navigator.serviceWorker.register('/sw.js').catch(() => undefined);
}
