// One try of a form: busy while it runs, then what went wrong, by field and as a sentence. Nothing happens when it runs already.
//
//   const attempt = new Attempt();
//   await attempt.run(async () => { await addNote(…); done(); });
//   <Field error={attempt.errors['text']}> … {#if attempt.sentence}<p class="problem" role="alert">{attempt.sentence}</p>{/if}
import { fieldErrors, formSentence } from './problem';

export class Attempt {
  busy = $state(false);
  failure = $state<unknown>(null);
  errors = $derived(fieldErrors(this.failure));
  sentence = $derived(formSentence(this.failure)); // nothing when each fault stands at its own field

  async run(what: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = null;
    try {
      await what();
    } catch (error) {
      this.failure = error;
    } finally {
      this.busy = false;
    }
  }
}
