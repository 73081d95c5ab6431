// A link with data-dialog loads its page's <main> content into the one <dialog>; without script it is a plain page.

const dialog = document.querySelector("#dialog");

if (dialog) {
  document.addEventListener("htmx:after:swap", () => {
    if (!dialog.open && dialog.querySelector("[data-dialog-content]")) dialog.showModal();
  });
  dialog.addEventListener("close", () => dialog.replaceChildren());
  dialog.addEventListener("click", (event) => {
    const closing = event.target === dialog || event.target.closest("[data-dialog-close]");
    if (!closing) return;
    event.preventDefault();
    dialog.close();
  });
}
