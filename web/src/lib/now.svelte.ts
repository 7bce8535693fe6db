// The server's clock, ticking: the demo has a clock of its own, and a laptop's may be wrong.
//
//   const clock = ticking(() => session().now);   clock.now
const tickMillis = 15_000;

export function ticking(server: () => string): { readonly now: string } {
  let offset = $state(Date.parse(server()) - Date.now());
  let at = $state(Date.now());
  $effect(() => {
    offset = Date.parse(server()) - Date.now();
    at = Date.now();
  });
  $effect(() => {
    const timer = setInterval(() => (at = Date.now()), tickMillis);
    return () => clearInterval(timer);
  });
  return {
    get now() {
      return new Date(at + offset).toISOString();
    },
  };
}
