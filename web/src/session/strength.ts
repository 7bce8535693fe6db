// How hard a password is to guess, roughly: the length, how varied it is, and whether it is about oneself or one of those
// everybody tries first. A hint while typing; the server has the last word.
export type Strength = 'short' | 'weak' | 'fair' | 'strong';

export const shortestPassword = 10;

const common = ['password', 'passw0rd', '123456', 'qwerty', 'qwertz', 'letmein', 'welcome', 'abc123', 'iloveyou', 'baton'];

function bitsPerLetter(text: string): number {
  let letters = 0;
  if (/[a-z]/.test(text)) letters += 26;
  if (/[A-Z]/.test(text)) letters += 26;
  if (/\d/.test(text)) letters += 10;
  if (/[^a-zA-Z\d]/.test(text)) letters += 30;
  return Math.log2(Math.max(letters, 1));
}

export function strength(password: string, about: string[] = []): Strength {
  if (password.length < shortestPassword) return 'short';
  let counted = password.toLowerCase();
  const own = about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\d]+/u)).filter((word) => word.length > 2);
  for (const word of [...common, ...own]) counted = counted.replaceAll(word, '·');
  counted = counted.replace(/(.)\1{2,}/gu, '$1').replace(/(?:abcd|1234|2345|3456|4567|5678|6789)\w*/g, '·');
  const bits = bitsPerLetter(password) * counted.length * (new Set(counted).size < counted.length / 2 ? 0.6 : 1);
  return bits < 45 ? 'weak' : bits < 65 ? 'fair' : 'strong';
}
