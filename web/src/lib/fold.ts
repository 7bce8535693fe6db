// Text as people compare it: no case, no accents. fold('Café Österreich') === 'cafe osterreich'.
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l');
}

// The words of the query, each the start of some word of the text or one slip away from it (a letter wrong, missing,
// extra, or two swapped; from four letters on). Lower is better; null is no match.
export function rank(query: string, text: string): number | null {
  const words = fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  let total = 0;
  for (const wanted of fold(query).split(/\s+/).filter(Boolean)) {
    let best: number | null = null;
    for (const [i, word] of words.entries()) {
      let score: number | null = null;
      if (word === wanted) score = 0;
      else if (word.startsWith(wanted)) score = 1;
      else if (word.includes(wanted)) score = 3;
      else if (wanted.length >= 4 && withinOneSlip(wanted, word)) score = 4;
      if (score !== null && (best === null || score + i * 0.1 < best)) best = score + i * 0.1;
    }
    if (best === null) return null;
    total += best;
  }
  return total;
}

// Whether `wanted` becomes a beginning of `word` by at most one slip.
export function withinOneSlip(wanted: string, word: string): boolean {
  let i = 0;
  while (i < wanted.length && i < word.length && wanted[i] === word[i]) i++;
  const rest = wanted.slice(i);
  if (rest === '') return true;
  const tail = word.slice(i);
  return (
    tail.startsWith(rest.slice(1)) || // one letter extra in what was typed
    tail.slice(1).startsWith(rest) || // one missing
    tail.slice(1).startsWith(rest.slice(1)) || // one wrong
    (rest.length > 1 && tail.startsWith(rest[1]! + rest[0]! + rest.slice(2))) // two swapped
  );
}
