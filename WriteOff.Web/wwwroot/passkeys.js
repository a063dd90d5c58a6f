// Passkeys: asks the server what to ask for, the browser for its answer, and sends the form with it. Without script, or where the browser knows no passkeys, its buttons stay hidden.
(() => {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const button = form.querySelector('button[data-passkey]');
    const failed = form.querySelector('[data-passkey-failed]');
    button.hidden = false;
    button.addEventListener('click', async () => {
      if (!form.reportValidity()) return;
      failed.hidden = true;
      button.disabled = true;
      try {
        const token = form.querySelector('input[name=__RequestVerificationToken]').value;
        const answer = await fetch(form.dataset.passkey, { method: 'POST', headers: { RequestVerificationToken: token } });
        if (!answer.ok) throw new Error(answer.statusText);
        const options = await answer.json();
        const credential = form.dataset.passkeyKind === 'make'
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
        form.querySelector('input[data-passkey]').value = JSON.stringify(credential);
        form.submit();
      } catch {
        failed.hidden = false;
        button.disabled = false;
      }
    });
  }
})();
