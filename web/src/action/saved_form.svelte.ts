// A form over what the server keeps and others may change too. It is read again at any time: what was typed stays; what somebody
// else saved is taken over where nothing was typed, and asked about otherwise (FormEnd asks).
//
//   const edit = new SavedForm({ saved: () => relay, formOf, isChanged: (base, form) => …, tables: ['mail_relay'] });
//   await edit.save((base) => act(() => api.PATCH(…, { params: { header: ifMatch(base.version) }, body: … }), …, tables));
import { untrack } from 'svelte';
import { fieldErrors, isStatus } from '../api/problem';
import { invalidateTables } from '../api/query';

interface Ways<Saved, Form> {
  saved: () => Saved;
  formOf: (saved: Saved) => Form;
  isChanged: (base: Saved, form: Form) => boolean;
  tables: readonly string[];
}

// Made while a component is set up, since it follows what is saved.
export class SavedForm<Saved extends { version: number }, Form> {
  #ways: Ways<Saved, Form>;
  base: Saved; // what the typing began on
  form: Form;
  busy = $state(false);
  failure = $state.raw<unknown>(null);
  errors = $derived(fieldErrors(this.failure));
  isTouched = $derived.by(() => this.#ways.isChanged(this.base, this.form));
  clash = $derived.by(() => !this.busy && this.isTouched && this.#ways.saved().version !== this.base.version);

  constructor(ways: Ways<Saved, Form>) {
    this.#ways = ways;
    this.base = $state.raw(untrack(ways.saved));
    this.form = $state(untrack(() => ways.formOf(ways.saved())));
    $effect(() => {
      const saved = ways.saved();
      if (!this.busy && !this.isTouched && untrack(() => this.base) !== saved) untrack(() => this.#take(saved));
    });
  }

  takeTheirs(): void {
    this.#take(this.#ways.saved());
  }
  keepMine(): void {
    this.base = this.#ways.saved();
    this.failure = null;
  }
  async save(call: (base: Saved, form: Form) => Promise<Saved>): Promise<void> {
    this.busy = true;
    this.failure = null;
    const sent = JSON.stringify(this.form);
    try {
      const saved = await call(this.base, this.form);
      if (JSON.stringify(this.form) === sent) this.#take(saved);
      else this.base = saved; // what was typed meanwhile stays, to be saved next
    } catch (error) {
      this.failure = error;
      if (isStatus(error, 412)) await invalidateTables(this.#ways.tables);
    } finally {
      this.busy = false;
    }
  }

  #take(saved: Saved): void {
    this.base = saved;
    this.form = this.#ways.formOf(saved);
    this.failure = null;
  }
}
