// Copy, print and the system's own share sheet. The links beside them need no script.
function each(selector: string, bind: (button: HTMLButtonElement) => void): void {
  document.querySelectorAll<HTMLButtonElement>(selector).forEach((button) => {
    button.hidden = false;
    bind(button);
  });
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** `data-copy` holds the text, or `data-copy-from` the id of the field that does. */
function textOf(button: HTMLButtonElement): string {
  const from = button.dataset["copyFrom"];
  if (!from) return button.dataset["copy"] ?? "";
  const field = document.getElementById(from);
  return field instanceof HTMLTextAreaElement ? field.value : (field?.textContent ?? "");
}

export function copyButtons(): void {
  each("[data-copy], [data-copy-from]", (button) => {
    const label = button.querySelector<HTMLElement>("[data-label]") ?? button;
    const before = label.textContent;
    button.addEventListener("click", async () => {
      const done = await copy(textOf(button));
      label.textContent = (done ? button.dataset["done"] : button.dataset["failed"]) ?? before;
      setTimeout(() => (label.textContent = before), 2500);
    });
  });
}

export function printButtons(): void {
  each("[data-print]", (button) => button.addEventListener("click", () => print()));
}

export function shareButtons(): void {
  if (typeof navigator.share !== "function") return;
  each("[data-share]", (button) => {
    button.addEventListener("click", () => {
      const { shareTitle: title, shareUrl: url } = button.dataset;
      navigator.share({ title, url }).catch(() => undefined);
    });
  });
}
