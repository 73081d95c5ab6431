// <button data-copy="text" data-copied="Copied"> puts the text on the clipboard and says so.

async function toClipboard(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  // Plain HTTP on a local network has no clipboard API; a selected field can still be copied from.
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await toClipboard(button.dataset.copy);
  const words = button.querySelector("[data-copy-label]");
  const before = words.textContent;
  words.textContent = button.dataset.copied;
  button.classList.add("is-done");
  setTimeout(() => {
    words.textContent = before;
    button.classList.remove("is-done");
  }, 2000);
});
