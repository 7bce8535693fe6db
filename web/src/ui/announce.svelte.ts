// Says something to screen readers only: where a page is, what a key just did. announce(t('ui.board.moved', { … })).
class Announcer {
  text = $state('');
}
export const announcer = new Announcer();

export function announce(text: string): void {
  announcer.text = '';
  // A region speaks when its text changes; the same words twice need a change between.
  setTimeout(() => (announcer.text = text), 30);
}
