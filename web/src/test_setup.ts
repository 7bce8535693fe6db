// The environment of unit tests has no Web Locks, no EventSource and no animations.
import { cleanup } from '@testing-library/svelte';
import { afterEach } from 'vitest';

Element.prototype.animate ??= () => ({ cancel() {}, finished: Promise.resolve() }) as unknown as Animation;
afterEach(() => cleanup());
