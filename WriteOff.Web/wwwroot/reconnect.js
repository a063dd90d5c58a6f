// Shows how the connection is in the strip under the bar. It never reloads by itself: what somebody typed would be gone.
(() => {
  const strip = document.getElementById('components-reconnect-modal');

  const again = async () => {
    strip.dataset.state = 'retrying';
    try {
      if (await Blazor.reconnect()) return;
      strip.dataset.state = await Blazor.resumeCircuit() ? '' : 'rejected';
    } catch {
      strip.dataset.state = 'failed';
    }
  };

  strip.addEventListener('components-reconnect-state-changed', event => {
    const state = event.detail.state;
    strip.dataset.state = state === 'hide' ? '' : state === 'resume-failed' ? 'rejected' : state;
  });
  document.addEventListener('click', event => {
    const act = event.target.closest('[data-do]')?.dataset.do;
    if (act === 'reconnect') again();
    if (act === 'reload') location.reload();
  });
  addEventListener('online', () => { if (strip.dataset.state === 'failed') again(); });
})();
