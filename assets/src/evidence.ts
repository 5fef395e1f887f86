// A card beside a marked name: what it is, where from, and that a machine read it.
// Everything shown is already in the link's attributes; nothing is fetched. The card
// stays while the pointer is on it, and Escape sends it away (WCAG 2.2, 1.4.13).
const GAP = 6;
const GRACE = 150;

function line(kind: string, text: string | undefined): HTMLElement | null {
  if (!text) return null;
  const element = document.createElement("span");
  element.className = kind;
  element.textContent = text;
  return element;
}

function place(card: HTMLElement, link: HTMLElement): void {
  const box = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  card.hidden = false;
  const left = Math.min(box.left, width - card.offsetWidth - GAP);
  const above = box.top - card.offsetHeight - GAP;
  const top = above > 0 ? above : box.bottom + GAP;
  card.style.setProperty("left", `${Math.max(GAP, left) + scrollX}px`);
  card.style.setProperty("top", `${top + scrollY}px`);
}

function makeCard(): HTMLElement {
  const card = document.createElement("div");
  card.className = "evidence-card";
  card.setAttribute("role", "tooltip");
  card.id = "evidence-card";
  card.hidden = true;
  document.body.append(card);
  return card;
}

export function evidence(): void {
  const links = document.querySelectorAll<HTMLAnchorElement>("a.entity[data-name]");
  if (!links.length) return;
  const card = makeCard();
  let leaving = 0;
  const hide = (): void => {
    card.hidden = true;
  };
  const stay = (): void => clearTimeout(leaving);
  const leave = (): void => {
    stay();
    leaving = setTimeout(hide, GRACE);
  };
  const show = (link: HTMLAnchorElement): void => {
    stay();
    const { name, kind, mark } = link.dataset;
    const parts = [line("name", name), line("kind", kind), line("mark", mark)];
    card.replaceChildren(...parts.filter((part) => part !== null));
    place(card, link);
  };
  links.forEach((link) => {
    link.setAttribute("aria-describedby", card.id);
    link.addEventListener("mouseenter", () => show(link));
    link.addEventListener("focus", () => show(link));
    link.addEventListener("mouseleave", leave);
    link.addEventListener("blur", hide);
  });
  card.addEventListener("mouseenter", stay);
  card.addEventListener("mouseleave", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
}
