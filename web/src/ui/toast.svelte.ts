// Short words at the bottom after a deed, with the way back. The words repeat the button:
//   toast.show(t('ui.letter.marked'));
//   toast.error(sentence(error), { again: save });
//   const coming = toast.coming();  …  coming.show(t('ui.board.introduced', { name: 'Jada' }), { undo });  or  coming.end();
// One at a time is enough: a newer one replaces an older, errors wait until they are closed.
export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'error';
  undo?: (() => void | Promise<void>) | undefined;
  again?: (() => void) | undefined;
}

export interface Coming {
  show: Toasts['show'];
  end: () => void; // nothing came of it; after show it does nothing
}

const shownMillis = 7000; // with undo long enough to read and reach (WCAG 2.2.1: also in the audit log)

class Toasts {
  items = $state.raw<Toast[]>([]);
  #next = 1;
  #coming: Promise<Toast | undefined>[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(text: string, options: { undo?: () => void | Promise<void> } = {}): Toast {
    const kept = this.items.filter((item) => item.tone === 'error');
    const item: Toast = { id: this.#next++, text, tone: 'plain', undo: options.undo };
    this.items = [...kept, item];
    this.resume();
    return item;
  }

  // A deed is on its way: until it is said, it is the one that Z undoes.
  coming(): Coming {
    let settle: (item?: Toast) => void;
    const said = new Promise<Toast | undefined>((done) => (settle = done));
    const end = (item?: Toast) => {
      this.#coming = this.#coming.filter((other) => other !== said);
      settle(item);
    };
    this.#coming.push(said);
    return {
      show: (text, options) => {
        const item = this.show(text, options);
        end(item);
        return item;
      },
      end: () => end(),
    };
  }

  error(text: string, options: { again?: () => void } = {}): void {
    this.items = [{ id: this.#next++, text, tone: 'error', again: options.again }];
  }

  close(id: number): void {
    this.items = this.items.filter((item) => item.id !== id);
  }

  async undo(item: Toast | undefined): Promise<void> {
    if (!item?.undo) return;
    this.close(item.id);
    await item.undo();
  }

  // Z: the last deed, and when that is still on its way, that one once it is done, never the one before.
  async undoLast(): Promise<void> {
    const coming = this.#coming.pop();
    await this.undo(coming ? await coming : this.items.findLast((item) => item.undo));
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
