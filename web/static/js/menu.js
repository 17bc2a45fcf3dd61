// A menu made of `<details>` closes like a menu: on Escape, and when something else is chosen.

export function closeLikeMenus(menus) {
  for (const menu of menus) {
    document.addEventListener("click", ({ target }) => {
      if (!menu.contains(target)) menu.open = false;
    });
    menu.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
}
