// Prints one part of a page as a sheet of paper: a copy of it is all that the printer sees (ui/base.css, `.paper`).
//
//   printPart(sheet);
export function printPart(part: HTMLElement): void {
  const paper = document.createElement('div');
  paper.className = 'paper';
  const copy = part.cloneNode(true) as HTMLElement;
  rename(copy);
  paper.append(copy);
  document.body.append(paper);
  addEventListener('afterprint', () => paper.remove(), { once: true });
  print();
}

// A pattern that is not displayed fills nothing: what the copy points to is in the copy, under a name of its own.
function rename(copy: HTMLElement): void {
  for (const named of copy.querySelectorAll('[id]')) named.id = `paper-${named.id}`;
  for (const filled of copy.querySelectorAll('[fill^="url(#"]')) {
    filled.setAttribute('fill', (filled.getAttribute('fill') ?? '').replace('url(#', 'url(#paper-'));
  }
}
