import { describe, expect, it } from 'vitest';
import { Attempt } from './attempt.svelte';
import { ProblemError } from './problem';

const refusal = (errors: { path: string; message: string; code: string }[]) => new ProblemError({ status: 422, detail: 'Check it', errors });

describe('an attempt', () => {
  it('is busy while it runs, and runs once', async () => {
    const attempt = new Attempt();
    let done = () => {};
    let runs = 0;
    const wait = () => new Promise<void>((resolve) => ((done = resolve), ++runs));
    const first = attempt.run(wait);
    await attempt.run(wait);
    expect(attempt.busy).toBe(true);
    done();
    await first;
    expect([attempt.busy, runs]).toEqual([false, 1]);
  });
  it('says what went wrong at its field, or in a sentence, until it is tried again', async () => {
    const attempt = new Attempt();
    await attempt.run(() => Promise.reject(refusal([{ path: 'text', message: 'Too long', code: 'x' }])));
    expect([attempt.errors['text'], attempt.sentence]).toEqual(['Too long', '']);
    await attempt.run(() => Promise.reject(refusal([])));
    expect([attempt.errors['text'], attempt.sentence]).toEqual([undefined, 'Check it']);
    await attempt.run(() => Promise.resolve());
    expect(attempt.sentence).toBe('');
  });
});
