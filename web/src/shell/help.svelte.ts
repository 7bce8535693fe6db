// Whether the sheet of shortcuts is open; the key, the menu and the palette all open it.
class Help {
  open = $state(false);
}
export const help = new Help();
