// The light/dark button. It is hidden until a script is here to serve it.
type Theme = "dark" | "light";

function current(): Theme {
  const chosen = document.documentElement.dataset["theme"];
  if (chosen === "dark" || chosen === "light") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function remember(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // The choice then lasts for this page only.
  }
}

export function themeToggle(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-theme-toggle]");
  if (!button) return;
  const show = (): void => button.setAttribute("aria-pressed", String(current() === "dark"));
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    remember(current() === "dark" ? "light" : "dark");
    show();
  });
}
