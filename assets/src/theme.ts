// Runs in the head, before anything is drawn, so that a chosen theme never flashes.
// The choice stays in this browser; nothing is sent and no cookie is set.
export {};

try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset["theme"] = chosen;
} catch {
  // Storage may be closed to us; the system's preference then decides.
}
document.documentElement.classList.add("scripts");
