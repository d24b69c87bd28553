import { slipText } from "../picking/words";
import type { ShelfDocument } from "../store/shapes";
import { locale, t } from "../texts";

/** "Slip 12 · Dune". */
export function aboutDocument({ slip, title }: ShelfDocument): string {
  return [slipText(slip), title].filter(Boolean).join(" · ");
}

/** "Cart · Slip 7": where a document is looked for that has no slot yet. */
export function onCart(slip: number | null): string {
  return [t("Cart"), slipText(slip)].filter(Boolean).join(" · ");
}

/** The day on which a document is kept for the last time, as people say it. */
export function dayText(day: string): string {
  const options = { weekday: "short", day: "numeric", month: "short" } as const;
  return new Date(`${day}T12:00`).toLocaleDateString(locale.value, options);
}

/** What to do with a document that nobody waits for any more. */
export function putOnCart(): string {
  return t("Put it on the cart for the stacks.");
}
