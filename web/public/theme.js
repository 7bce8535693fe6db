// Runs before the first paint, so that a person who chose dark never sees a white flash.
try {
  var theme = localStorage.getItem('baton.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch (e) {
  // Storage is switched off: the system's choice holds.
}
