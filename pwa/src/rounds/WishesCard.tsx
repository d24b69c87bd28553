import { useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field } from "../ui/Field";
import { useOnce } from "../ui/useOnce";
import type { Cart } from "./cart";
import { changeCart } from "./changing";
import { newId } from "./new-id";

interface WishesCardProps {
  cart: Cart;
  mayClose: boolean;
  onDone: () => Promise<void>;
}

/** What readers asked for at the stops, in their words, until somebody has chosen something on it. */
export function WishesCard({ cart, mayClose, onDone }: WishesCardProps) {
  const [words, setWords] = useState("");
  const { isUnderWay, run: add } = useOnce(async () => {
    if (!words.trim()) return;
    const body = { id: newId(), neighbourhood: cart.neighbourhood, words: words.trim() };
    if (!(await changeCart("wishes", body))) return;
    setWords("");
    await onDone();
  });
  const close = async (id: string) => {
    if (await changeCart(`wishes/${id}/close`, {})) await onDone();
  };
  return (
    <Card title={t("Asked for at the stops")}>
      <ul class="list">
        {cart.wishes.map((wish) => (
          <li key={wish.id} class="cart-line">
            <span class="row-text">
              <span class="row-title">{wish.words}</span>
            </span>
            {mayClose && (
              <Button
                kind="quiet"
                icon="tick"
                aria-label={t("Done: {words}", { words: wish.words })}
                onClick={() => void close(wish.id)}
              >
                {t("Done")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Field
          label={t("Another subject")}
          hint={t("A subject, and no name.")}
          value={words}
          onValue={setWords}
          maxLength={120}
        />
        <Button type="submit" icon="plus" disabled={isUnderWay}>
          {t("Note it")}
        </Button>
      </form>
    </Card>
  );
}
