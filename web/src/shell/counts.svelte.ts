// The numbers behind places of the navigation ("Today 4"). A slice sets its own from what it already reads:
//   counts.today = open.length;
class Counts {
  today = $state<number | undefined>();
  board = $state<number | undefined>();
}
export const counts = new Counts();
