import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(__dirname, 'tokens.css'), 'utf8');

function colors(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]));
}
const light = colors(css.slice(css.indexOf(':root {'), css.indexOf('@media')));
const system = colors(css.slice(css.indexOf(":root:not([data-theme='light'])"), css.indexOf('/* The same')));
const dark = colors(css.slice(css.indexOf(":root[data-theme='dark']")));

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

const pairs: [string, string, number][] = [
  ...['surface', 'bg', 'sunk'].flatMap((ground) => ['ink', 'ink-2', 'ink-3'].map((ink) => [ink, ground, 4.5] as [string, string, number])),
  ['cool-ink', 'surface', 4.5],
  ['cool-ink', 'cool-tint', 4.5],
  ['ink-2', 'cool-tint', 4.5],
  ['on-cool', 'cool', 4.5],
  ['on-cool', 'cool-hover', 4.5],
  ['warm-ink', 'surface', 4.5],
  ['warm-ink', 'bg', 4.5],
  ['warm-ink', 'warm-tint', 4.5],
  ['ink-2', 'warm-tint', 4.5],
  ['alert', 'surface', 4.5],
  ['alert', 'bg', 4.5],
  ['alert', 'alert-tint', 4.5],
  ['cool', 'surface', 3],
  ['warm', 'surface', 3],
  ['warm', 'warm-tint', 3],
  ['line-strong', 'surface', 3],
  ['focus', 'bg', 3],
  ['focus', 'surface', 3],
];

describe('tokens', () => {
  it('are the same dark by choice and by the system', () => expect(system).toEqual(dark));
  for (const [name, theme] of [['light', light], ['dark', dark]] as const) {
    it.each(pairs)(`contrast enough, ${name}: %s on %s`, (mark, ground, needed) => {
      expect(contrast(theme[mark]!, theme[ground]!)).toBeGreaterThanOrEqual(needed);
    });
  }
});
