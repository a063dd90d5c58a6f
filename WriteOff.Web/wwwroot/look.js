// Theme, rail, menus and the keep-alive. A plain script in the head: it has to be there before the first circuit asks for it.
(() => {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : system.matches;
  const keep = (name, value) => {
    document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
  };

  let watcher = null;
  const tell = () => watcher?.invokeMethodAsync('ThemeIs', isDark()).catch(() => { watcher = null; });
  system.addEventListener('change', tell);

  const acts = {
    theme() {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      keep('theme', root.dataset.theme);
      tell();
    },
    rail() {
      const narrow = root.dataset.rail !== 'narrow';
      if (narrow) root.dataset.rail = 'narrow'; else delete root.dataset.rail;
      keep('rail', narrow ? 'narrow' : 'wide');
      document.querySelector(narrow ? '.rail .expand' : '.rail .collapse')?.focus();
    },
    copy(event) {
      const from = document.getElementById(event.target.closest('[data-copy]').dataset.copy);
      from.select();
      navigator.clipboard?.writeText(from.value).catch(() => { /* it stays selected */ });
    },
    skip(event) {
      // The router would take the fragment for a page.
      event.preventDefault();
      document.getElementById('main')?.focus();
    },
  };

  document.addEventListener('click', event => {
    const act = acts[event.target.closest('[data-do]')?.dataset.do];
    if (act) act(event);
    // A row repeats its own link, so a click anywhere on it opens it; what is a control in itself stays one.
    const row = event.target.closest('tr[data-row]');
    if (row && !event.target.closest('a, button, input, label') && !getSelection()?.toString()) row.querySelector('a.id')?.click();
    if (event.target.closest('[popover] a')) event.target.closest('[popover]').hidePopover();
  });

  addEventListener('beforeprint', () => {
    const at = document.getElementById('printed-at');
    if (at) at.textContent = new Date().toLocaleString();
  });

  // Keys of the page: [data-key] names the key that clicks it. In an open dialog only its own count; never while somebody types.
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.altKey || event.metaKey) return;
    const send = event.key === 'Enter' && event.ctrlKey;
    // Enter on a link or a button is that link's or button's.
    if (event.key === 'Enter' && !send && event.target.closest('a, button, summary, input')) return;
    if (!send && (event.ctrlKey || event.target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]'))) return;
    const dialogs = document.querySelectorAll('.mud-dialog');
    const scope = dialogs.length ? dialogs[dialogs.length - 1] : document;
    // A dialog that has just come up doesn't have the focus yet and would not hear its Escape.
    if (event.key === 'Escape' && dialogs.length && !event.target.closest('.mud-dialog-container')) {
      event.preventDefault();
      scope.querySelector('[aria-label$="(Esc)"]')?.click();
      return;
    }
    const found = [...scope.querySelectorAll(`[data-key="${send ? 'ctrl+enter' : CSS.escape(event.key)}"]`)].find(e => e.offsetParent !== null);
    if (!found) return;
    event.preventDefault();
    found.click();
  });

  // While somebody types or points, cookie and circuit stay awake: neither notices the other's acts. At most once a minute.
  let last = Date.now();
  const alive = () => {
    if (!watcher || Date.now() - last < 60_000) return;
    last = Date.now();
    watcher.invokeMethodAsync('IsHere').catch(() => { /* the strip says so */ });
    fetch('/session/alive', { method: 'POST', credentials: 'same-origin' })
      .then(answer => { if (answer.status === 401) location.reload(); })
      .catch(() => { /* offline: the strip says so */ });
  };
  for (const kind of ['keydown', 'pointerdown', 'wheel']) addEventListener(kind, alive, { passive: true });

  window.writeoff = {
    focus(id) {
      const place = document.getElementById(id);
      place?.focus();
      // What has the focus already doesn't move by itself from behind a docked bar.
      place?.scrollIntoView({ block: 'nearest' });
    },
    show(id) { document.getElementById(id)?.scrollIntoView({ block: 'nearest' }); },
    watchTheme(reference) { watcher = reference; tell(); },
  };
})();
