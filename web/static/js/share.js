// Copies the link of a circle, where the browser lets a page do so.

if (navigator.clipboard) {
  const show = () => {
    for (const button of document.querySelectorAll(".share__copy")) button.hidden = false;
  };
  show();
  new MutationObserver(show).observe(document.getElementById("main"), {
    childList: true,
    subtree: true,
  });
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest(".share__copy");
    if (!button) return;
    const link = button.parentElement.querySelector("input");
    link.select();
    await navigator.clipboard.writeText(link.value);
    button.textContent = button.dataset.copied;
    document.getElementById("announce").textContent = button.dataset.copied;
  });
}
