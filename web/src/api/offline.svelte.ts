// Whether the machine has a network, and when what is shown was last read.
class Network {
  online = $state(navigator.onLine !== false);
  since = $state<Date | null>(null);
  // When the service worker last read what it answers in place of the network; none while the network answers.
  shownAsOf = $state<string | null>(null);

  // Deeds whose answer was lost and that are being sent again, with the same key.
  resending = $state(0);

  constructor() {
    addEventListener('online', () => this.#set(true));
    addEventListener('offline', () => this.#set(false));
  }

  // What an answer says of itself.
  note(response: Response): void {
    this.shownAsOf = response.headers.get('Baton-Shown-As-Of');
  }

  #set(online: boolean): void {
    this.online = online;
    this.since = online ? null : new Date();
  }
}

export const network = new Network();
