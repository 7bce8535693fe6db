// Whether the machine has a network, and when what is shown was last read.
class Network {
  online = $state(navigator.onLine !== false);
  since = $state<Date | null>(null);

  constructor() {
    addEventListener('online', () => this.#set(true));
    addEventListener('offline', () => this.#set(false));
  }

  #set(online: boolean): void {
    this.online = online;
    this.since = online ? null : new Date();
  }
}

export const network = new Network();
