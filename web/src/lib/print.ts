// Prints one part of a page as a sheet of paper: a copy of it is all that the printer sees (ui/base.css, `.paper`).
//
//   printPart(sheet);
export function printPart(part: HTMLElement): void {
  const paper = document.createElement('div');
  paper.className = 'paper';
  paper.append(part.cloneNode(true));
  document.body.append(paper);
  addEventListener('afterprint', () => paper.remove(), { once: true });
  print();
}
