// The environment of unit tests has no Web Locks, no EventSource and no animations.
import { cleanup, configure } from '@testing-library/svelte';
import { afterEach } from 'vitest';

Element.prototype.animate ??= () => ({ cancel() {}, finished: Promise.resolve() }) as unknown as Animation;
configure({ asyncUtilTimeout: 30_000 }); // a machine may have other things to do
afterEach(() => cleanup());
