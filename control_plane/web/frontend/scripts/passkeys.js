// <form data-passkey="create|get" data-options="JSON"> with a hidden field `answer`: its button asks the device.
// Where the browser knows no passkeys, or the page is under another address, the words in [data-passkey-missing] stay.

const known = () => window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.isSecureContext;

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!known() || location.origin !== form.dataset.origin) continue;
  form.querySelector("[data-passkey-missing]").hidden = true;
  form.querySelector("[data-passkey-button]").hidden = false;
}

async function asked(form) {
  const options = JSON.parse(form.dataset.options);
  if (form.dataset.passkey === "create") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-passkey-button]");
  if (!button) return;
  const form = button.form;
  const problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  button.disabled = true;
  try {
    form.elements.answer.value = JSON.stringify((await asked(form)).toJSON());
    form.requestSubmit();
  } catch {
    // The person said no, or the device has nothing that fits; browsers do not tell which.
    problem.hidden = false;
    button.disabled = false;
  }
});
