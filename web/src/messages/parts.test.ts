import { describe, expect, it } from 'vitest';
import { compile } from '../../build/messages.ts';
import { say, type Compiled } from './parts';
import { pseudo } from './pseudo';

function sayText(text: string, values: Record<string, string | number> = {}, language = 'en'): string {
  const compiled = compile('test', text);
  return typeof compiled === 'string' ? compiled : say(compiled, values, language).map((part) => part.text).join('');
}

describe('say', () => {
  it('fills in, counts and chooses', () => {
    expect(sayText('Hello {name}.', { name: 'Jim' })).toBe('Hello Jim.');
    const accounts = '{count, plural, =0 {No account} one {# account} other {# accounts}}';
    expect([0, 1, 1200].map((count) => sayText(accounts, { count }))).toEqual(['No account', '1 account', '1,200 accounts']);
    expect(sayText('{who, select, you {Yours} other {Theirs}}', { who: 'you' })).toBe('Yours');
    expect(sayText('{n, plural, offset:1 =1 {Only you} one {You and one} other {You and #}}', { n: 4 })).toBe('You and 3');
    expect(sayText("It''s '{'plain'}'")).toBe("It's {plain}");
  });
  it('follows the plurals of the language', () => {
    const text = '{n, plural, one {jeden} few {kilka} many {wiele} other {ułamek}}';
    expect([1, 3, 5].map((n) => sayText(text, { n }, 'pl'))).toEqual(['jeden', 'kilka', 'wiele']);
  });
  it('keeps marks as parts', () => {
    expect(say(compile('k', 'wins <cool>{n}</cool> more') as Compiled[], { n: '2.5' }, 'en')).toEqual([
      { text: 'wins ' },
      { tag: 'cool', text: '2.5' },
      { text: ' more' },
    ]);
  });
  it('shows the name of a missing value', () => expect(sayText('Hello {name}.')).toBe('Hello {name}.'));
  it('names the sentence that does not parse', () => expect(() => compile('ui.bad', '{n, plural, one {x}}')).toThrow('ui.bad'));
});

describe('pseudo', () => {
  it('accents words, keeps arguments, and is longer', () => {
    const said = pseudo('Sign in now') as string;
    expect(said).toMatch(/^\[.*\]$/);
    expect(said.length).toBeGreaterThanOrEqual('Sign in now'.length * 1.4);
    const parts = pseudo(compile('k', 'Hello {name}') as Compiled[]) as Compiled[];
    expect(say(parts, { name: 'Jim' }, 'en')[0]!.text).toMatch(/^\[Ĥéļļö Jim[ ~]+\]$/);
  });
});
