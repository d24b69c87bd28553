import { slipText } from "../picking/words";
import type { ShelfDocument } from "../store/shapes";
import { dateText, t } from "../texts";

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
  return dateText(day, { weekday: "short", day: "numeric", month: "short" });
}

/** What to do with a document that nobody waits for any more. */
export function putOnCart(): string {
  return t("Put it on the cart for the stacks.");
}
