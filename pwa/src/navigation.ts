import { computed, signal } from "@preact/signals";
import { BASE, hrefFor, match, type Params, type Place, type ScreenName } from "./router";

/** Says where to go instead, when this person may not be here (not signed in, not their role). */
export type Guard = (place: Place) => ScreenName | undefined;

/** Asks the person, who may lose something here; calls what it is given once they let it go. */
export type AskFirst = (goOn: () => void) => void;

const pathname = signal(BASE);
let askFirst: AskFirst | undefined;
const guard = signal<Guard>(() => undefined);

/** The screen to show now; undefined where the address leads nowhere. */
export const place = computed<Place | undefined>(() => {
  const asked = match(pathname.value);
  const instead = asked && guard.value(asked);
  return instead ? match(hrefFor(instead)) : asked;
});

export function setGuard(next: Guard): void {
  guard.value = next;
}

export function navigate(name: ScreenName, params?: Params): void {
  go(hrefFor(name, params), "pushState");
}

/** As navigate, but "back" does not return to the present screen. */
export function replace(name: ScreenName, params?: Params): void {
  go(hrefFor(name, params), "replaceState");
}

/** From now on nobody leaves this screen without being asked; undefined: they may again. */
export function askBeforeLeaving(ask: AskFirst | undefined): void {
  askFirst = ask;
}

/** Follows the address bar, "back", and every plain link into the app. */
export function startNavigation(): void {
  const follow = () => {
    pathname.value = location.pathname;
  };
  addEventListener("popstate", () => (askFirst ? stay(askFirst) : follow()));
  document.addEventListener("click", followLink);
  follow();
}

/** The browser has left already: the address of this screen comes on top of where it went. */
function stay(ask: AskFirst): void {
  history.pushState(null, "", pathname.value);
  ask(() => {
    askFirst = undefined;
    history.back();
  });
}

function go(href: string, how: "pushState" | "replaceState"): void {
  const ask = askFirst;
  if (ask) {
    ask(() => {
      askFirst = undefined;
      go(href, how);
    });
    return;
  }
  history[how](null, "", href);
  pathname.value = location.pathname;
  scrollTo(0, 0);
}

function followLink(event: MouseEvent): void {
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (event.defaultPrevented || event.button !== 0 || modified) return;
  const link = (event.target as Element).closest?.("a");
  if (!link || link.target || link.hasAttribute("download")) return;
  if (link.origin !== location.origin || !match(link.pathname)) return;
  event.preventDefault();
  go(link.href, "pushState");
}
