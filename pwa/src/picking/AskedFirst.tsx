import { useEffect } from "preact/hooks";
import { shown } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { closeSelection, noteNotFound, otherPlaces, putOff } from "./answers";
import { askedFirst } from "./question";
import { isActive } from "./walk";
import { titleOf } from "./words";

/** What a button asks before it records anything; only as long as its document is looked for. */
export function AskedFirst() {
  const asked = askedFirst.value;
  // The scanner goes on reading beneath: what is found or chosen meanwhile counts.
  const pick = shown.value.picks.find((one) => one.id === asked?.pick.id && isActive(one));
  const isOver = asked !== null && !pick;
  useEffect(() => {
    if (isOver) close();
  }, [isOver]);
  if (!asked || !pick) return null;
  return asked.about === "places" ? <Elsewhere pick={pick} /> : <Fewer pick={pick} />;
}

function close(): void {
  askedFirst.value = null;
}

/** Closes, then does it. */
function then(deed: (pick: ShownPick) => Promise<void>, pick: ShownPick): () => void {
  return () => {
    close();
    void deed(pick);
  };
}

/** A second Enter goes on looking: nothing is given up without reading where else to look. */
function Elsewhere({ pick }: { pick: ShownPick }) {
  return (
    <Dialog
      open
      title={t("Not on the shelf? Look here, too")}
      onClose={close}
      actions={
        <>
          <Button kind="primary" onClick={close}>
            {t("Go on looking")}
          </Button>
          <Button icon="clock" onClick={then(putOff, pick)}>
            {t("Look again later")}
          </Button>
          <Button onClick={then(noteNotFound, pick)}>{t("Not there either")}</Button>
        </>
      }
    >
      <ul class="places places-large">
        {otherPlaces(pick).map((place) => (
          <li key={place}>{place}</li>
        ))}
      </ul>
      <p class="muted dialog-about">{titleOf(pick)}</p>
    </Dialog>
  );
}

/** What another phone chose for it before this one took the walk, only the library knows. */
function Fewer({ pick }: { pick: ShownPick }) {
  const { number = 0 } = pick.hold.selection ?? {};
  return (
    <Dialog
      open
      title={t("{count} of {number} chosen on this phone: leave it so?", {
        count: pick.chosen.length,
        number,
      })}
      onClose={close}
      actions={
        <>
          <Button kind="primary" onClick={close}>
            {t("Go on choosing")}
          </Button>
          <Button icon="tick" onClick={then(closeSelection, pick)}>
            {t("Leave it so")}
          </Button>
        </>
      }
    >
      <p>{t("A closed selection takes nothing more; it can be taken back.")}</p>
    </Dialog>
  );
}
