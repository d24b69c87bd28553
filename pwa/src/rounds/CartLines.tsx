import { useState } from "preact/hooks";
import { slipText } from "../picking/words";
import { n, t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { Dialog } from "../ui/Dialog";
import type { IconName } from "../ui/Icon";
import type { Colour } from "../ui/results";
import type { Cart, CartLine } from "./cart";
import { changeCart } from "./changing";
import { shownTitle, type Where } from "./street";

interface CartLinesProps {
  cart: Cart;
  mayChoose: boolean;
  onDone: () => Promise<void>;
}

/** Reserved titles first, then what was chosen; below, what stays at home and why. */
export function CartLines({ cart, mayChoose, onDone }: CartLinesProps) {
  const [asked, setAsked] = useState<CartLine>();
  const riding = cart.lines.filter(({ where }) => where !== "home");
  const reserved = riding.filter((line) => line.reserved);
  const chosen = riding.filter((line) => !line.reserved);
  const home = cart.lines.filter(({ where }) => where === "home");
  const leave = async (because: string) => {
    if (!asked) return;
    setAsked(undefined);
    if (await changeCart(`lines/${asked.hold}/leave`, { because })) await onDone();
  };
  return (
    <>
      <Card title={t("Reserved")}>
        {reserved.length === 0 && <p class="muted">{t("Nobody has reserved for this visit.")}</p>}
        <Lines lines={reserved} cart={cart} />
      </Card>
      <Card title={t("Selection")}>
        {chosen.length === 0 && (
          <p class="muted">{t("Nothing chosen yet: scan a document, or search a title.")}</p>
        )}
        <Lines lines={chosen} cart={cart} onLeave={mayChoose ? setAsked : undefined} />
      </Card>
      {home.length > 0 && (
        <Card title={t("Stays at home")}>
          <ul class="list">
            {home.map((line) => (
              <li key={line.hold} class="row">
                <span class="row-text">
                  <span class="row-title">{shownTitle(line)}</span>
                  <span class="muted">{whyText(line.because)}</span>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Dialog
        open={asked !== undefined}
        title={t("Why does it stay at home?")}
        onClose={() => setAsked(undefined)}
        actions={
          <>
            {leaving.map((because) => (
              <Button key={because} onClick={() => void leave(because)}>
                {whyText(because)}
              </Button>
            ))}
            <Button kind="quiet" onClick={() => setAsked(undefined)}>
              {t("Back")}
            </Button>
          </>
        }
      >
        <p>{asked && shownTitle(asked)}</p>
      </Dialog>
    </>
  );
}

interface LinesProps {
  lines: readonly CartLine[];
  cart: Cart;
  onLeave?: ((line: CartLine) => void) | undefined;
}

function Lines({ lines, cart, onLeave }: LinesProps) {
  if (lines.length === 0) return null;
  return (
    <ul class="list">
      {lines.map((line) => (
        <li key={line.hold} class="cart-line">
          <span class="row-text">
            {line.lines.length > 0 && <span class="mono">{line.lines.join(" ")}</span>}
            <span class="row-title">{shownTitle(line)}</span>
            <span class="muted">{about(line, cart)}</span>
            <span class="cart-chips">
              <State where={line.where} />
              {line.on_walk && (
                <Chip colour="blue" icon="person">
                  {t("On a walk already")}
                </Chip>
              )}
              {line.waited > 0 && (
                <Chip colour="amber" icon="person">
                  {n("{count} person waits for it", "{count} people wait for it", line.waited)}
                </Chip>
              )}
            </span>
          </span>
          {onLeave && line.where !== "gone" && (
            <Button kind="quiet" onClick={() => onLeave(line)}>
              {t("Leave at home")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function about(line: CartLine, { stops }: Cart): string {
  const stop = stops.find(({ id }) => id === line.stop)?.place;
  const parts = line.reserved
    ? [slipText(line.slip), stop, line.author]
    : [line.author, line.location];
  return parts.filter(Boolean).join(" · ");
}

const states: Record<Where, { colour: Colour; icon?: IconName; text: () => string }> = {
  to_fetch: { colour: "ink", text: () => t("To fetch") },
  in_hand: { colour: "blue", icon: "tick", text: () => t("Fetched") },
  on_cart: { colour: "violet", icon: "right", text: () => t("On the cart") },
  gone: { colour: "green", icon: "tick", text: () => t("With a reader") },
  home: { colour: "amber", icon: "home", text: () => t("At home") },
};

function State({ where }: { where: Where }) {
  const { colour, icon, text } = states[where];
  return (
    <Chip colour={colour} {...(icon && { icon })}>
      {text()}
    </Chip>
  );
}

const leaving = ["too_heavy", "not_this_time", "damaged"] as const;

const reasons: Record<string, () => string> = {
  too_heavy: () => t("Too heavy for the cart"),
  not_this_time: () => t("Not this time"),
  damaged: () => t("Damaged"),
  searching: () => t("Not found on its shelf"),
  unfilled: () => t("Not found on its shelf"),
  not_found: () => t("Not found on its shelf"),
  in_transit: () => t("At another branch"),
  came_back: () => t("Came back with the cart"),
  not_taken: () => t("Was not loaded"),
  missing: () => t("Missing"),
};

function whyText(because: string): string {
  return reasons[because]?.() ?? t("No longer wanted");
}
