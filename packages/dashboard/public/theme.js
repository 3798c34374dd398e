// Runs before the first paint. The same rule as src/theme/theme.ts: a stored choice, else the system's.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem('guildhall.theme');
  } catch {
    // Storage is blocked: the system's choice holds.
  }
  const dark =
    choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
