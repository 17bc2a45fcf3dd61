// A menu made of `<details>` closes like a menu: on Escape, and when something else is chosen.

export function closeLikeMenus(selector) {
  document.addEventListener("click", ({ target }) => {
    for (const menu of document.querySelectorAll(`${selector}[open]`)) {
      if (!menu.contains(target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", ({ key, target }) => {
    const menu = target.closest(`${selector}[open]`);
    if (key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
