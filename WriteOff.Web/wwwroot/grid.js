// The grid's own keys and the filter line: what needs the caret, or must be prevented before the server could say so.
(() => {
  const typing = target => target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]');

  addEventListener('keydown', event => {
    if (event.defaultPrevented || event.altKey || event.metaKey) return;
    if (event.ctrlKey && event.key.toLowerCase() === 'k') {
      const search = document.getElementById('top-search');
      if (search?.offsetParent) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.key === '/' && !event.ctrlKey && !typing(event.target) && !document.querySelector('.mud-dialog')) {
      const line = document.getElementById('filter');
      if (line) { event.preventDefault(); line.focus(); line.setSelectionRange(line.value.length, line.value.length); }
    }
  }, true);

  // The keyboard's row is the browser's own, so moving it asks nobody; its keys click what the row has. Without a mark it is the first row.
  const rows = () => [...document.querySelectorAll('.dgrid tr[data-row]')];
  const here = all => all.find(row => row.classList.contains('cursor')) ?? all[0];
  const go = (row, all = rows()) => { for (const other of all) other.classList.toggle('cursor', other === row); };
  const inSight = row => row.scrollIntoView({ block: 'nearest' });
  const step = by => (row, all) => {
    const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(row) + by))];
    go(next, all);
    inSight(next);
  };
  const rowKeys = {
    j: step(1), ArrowDown: step(1), k: step(-1), ArrowUp: step(-1),
    x(row) {
      row.querySelector('.c-sel input').click();
      // The bar that comes with the first tick stands over the last rows.
      setTimeout(() => inSight(row), 150);
    },
    Enter: row => row.querySelector('a.id').click(),
    w: row => row.querySelector('[data-act=w]').click(),
    a: row => row.querySelector('[data-act=a]').click(),
  };
  // With rows ticked, what stands in the bar has the key: look.js came first and prevented the event.
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.altKey || event.metaKey || event.ctrlKey || typing(event.target) || document.querySelector('.mud-dialog')) return;
    const act = Object.hasOwn(rowKeys, event.key) ? rowKeys[event.key] : null;
    if (!act || (event.key === 'Enter' && event.target.closest('a, button, summary, input'))) return;
    const all = rows();
    if (all.length === 0) return;
    event.preventDefault();
    act(here(all), all);
  });
  document.addEventListener('click', event => {
    const row = event.target.closest('.dgrid tr[data-row]');
    if (row) go(row);
  });

  // Menus under the grid's buttons: Escape closes the open one before anything else, and a click elsewhere only closes it.
  const openMenu = () => document.querySelector('.fbox > [aria-expanded="true"], .fbox [aria-haspopup][aria-expanded="true"]');
  addEventListener('keydown', event => {
    const menu = event.key === 'Escape' && !document.querySelector('.mud-dialog') ? openMenu() : null;
    if (!menu) return;
    event.preventDefault();
    event.stopPropagation();
    menu.click();
    menu.focus();
  }, true);
  addEventListener('click', event => {
    const menu = openMenu();
    if (!menu || event.target === menu || event.target.closest('.fbox')?.contains(menu) || !event.isTrusted) return;
    event.preventDefault();
    event.stopPropagation();
    menu.click();
  }, true);

  // A text that is cut off says the rest on hover, without each row of each page carrying it twice.
  document.addEventListener('mouseover', event => {
    const cell = event.target.closest('.dgrid td');
    if (!cell || cell.querySelector('button, .chip')) return;
    const texts = [...cell.querySelectorAll('.trunc')];
    const cut = [cell, ...texts].some(e => e.scrollWidth > e.clientWidth);
    if (cut) cell.title = (texts[0] ?? cell).textContent.trim(); else if (!cell.matches('.c-age')) cell.removeAttribute('title');
  });

  const caretOf = input => input.selectionStart ?? input.value.length;
  const longest = 2100;

  Object.assign(window.writeoff, {
    watchFilter(id, page) {
      const input = document.getElementById(id);
      let waiting;
      const call = (method, ...more) => { clearTimeout(waiting); return page.invokeMethodAsync(method, input.value.slice(0, longest), caretOf(input), ...more).catch(() => { /* the strip says so */ }); };
      input.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(() => call('Typed'), 70); });
      input.addEventListener('keyup', event => { if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key) && input.getAttribute('aria-expanded') === 'true') call('Typed'); });
      input.addEventListener('blur', () => setTimeout(() => { if (document.activeElement !== input) call('Left'); }, 150));
      input.addEventListener('keydown', event => {
        const open = input.getAttribute('aria-expanded') === 'true';
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); call('Moved', event.key === 'ArrowDown' ? 1 : -1); }
        else if (event.key === 'Tab' && open && !event.shiftKey) { event.preventDefault(); call('Take'); }
        else if (event.key === 'Enter') { event.preventDefault(); event.stopPropagation(); call('Enter'); }
        else if (event.key === 'Escape') { event.stopPropagation(); if (open) { event.preventDefault(); call('Left'); } else input.blur(); }
      });
      // The popup is clicked without the line losing its focus.
      input.closest('.filterline').addEventListener('mousedown', event => { if (event.target.closest('.ac')) event.preventDefault(); });
    },
    setFilter(id, text, caret, focus) {
      const input = document.getElementById(id);
      if (!input) return;
      input.value = text;
      if (focus) { input.focus(); input.setSelectionRange(caret, caret); }
    },
    kept(name) { return document.cookie.split('; ').find(c => c.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''; },
    keep(name, value) { document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`; },
    some(id, some) { const box = document.getElementById(id); if (box) box.indeterminate = some; },
  });
})();
