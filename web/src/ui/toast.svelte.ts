// Short words at the bottom after a deed, with the way back. The words repeat the button:
//   toast.show(t('ui.board.introduced', { name: 'Jada' }), { undo: () => undoAction(action_id) });
//   toast.error(sentence(error), { again: save });
// One at a time is enough: a newer one replaces an older, errors wait until they are closed.
export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'error';
  undo?: (() => void | Promise<void>) | undefined;
  again?: (() => void) | undefined;
}

const shownMillis = 7000; // with undo long enough to read and reach (WCAG 2.2.1: also in the audit log)

class Toasts {
  items = $state.raw<Toast[]>([]);
  #next = 1;
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(text: string, options: { undo?: () => void | Promise<void> } = {}): void {
    const kept = this.items.filter((item) => item.tone === 'error');
    this.items = [...kept, { id: this.#next++, text, tone: 'plain', undo: options.undo }];
    this.resume();
  }

  error(text: string, options: { again?: () => void } = {}): void {
    this.items = [{ id: this.#next++, text, tone: 'error', again: options.again }];
  }

  close(id: number): void {
    this.items = this.items.filter((item) => item.id !== id);
  }

  // The one Z undoes.
  get undoable(): Toast | undefined {
    return this.items.findLast((item) => item.undo);
  }

  async undo(item: Toast | undefined = this.undoable): Promise<void> {
    if (!item?.undo) return;
    this.close(item.id);
    await item.undo();
  }

  // While the pointer or the focus is on a toast it stays.
  pause(): void {
    clearTimeout(this.#timer);
  }
  resume(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.items = this.items.filter((item) => item.tone === 'error')), shownMillis);
  }
}

export const toast = new Toasts();
