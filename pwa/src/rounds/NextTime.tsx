import { useState } from "preact/hooks";
import { showResult } from "../picking/result";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field } from "../ui/Field";
import { useOnce } from "../ui/useOnce";
import { reader } from "./at-stop";
import { noteWish, reserveForNext } from "./riding";
import type { Street, StreetStop } from "./street";

/** What somebody would like next time: reserved for the card in hand, or a subject for the cart. */
export function NextTime({ street, stop }: { street: Street; stop: StreetStop }) {
  const [words, setWords] = useState("");
  const known = reader.value;
  const { isUnderWay, run: save } = useOnce(async () => {
    if (!words.trim()) return;
    const said = words.trim();
    const done = known
      ? await reserveForNext(street, stop, known, said)
      : await noteWish(street, said);
    if (!done) return;
    setWords("");
    showResult({ kind: "saved", word: t("Noted for next time"), detail: said });
  });
  return (
    <Card title={t("For next time")}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label={known ? t("Title or subject") : t("A subject for the cart")}
          hint={
            known
              ? t("It is reserved for the card in hand and comes to this stop.")
              : t("Scan a card first to reserve it for somebody. No name here.")
          }
          value={words}
          onValue={setWords}
          maxLength={120}
        />
        <Button type="submit" icon="plus" disabled={isUnderWay}>
          {known ? t("Reserve") : t("Note it")}
        </Button>
      </form>
    </Card>
  );
}
