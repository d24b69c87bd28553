import { shown } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { closeSelection, noteNotFound, otherPlaces, putOff } from "./answers";
import { askedFirst } from "./question";
import { titleOf } from "./words";

/** What a button asks before it records anything. */
export function AskedFirst() {
  const asked = askedFirst.value;
  if (!asked) return null;
  // What is chosen or decided meanwhile counts.
  const pick = shown.value.picks.find(({ id }) => id === asked.pick.id) ?? asked.pick;
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

function Elsewhere({ pick }: { pick: ShownPick }) {
  return (
    <Dialog
      open
      title={t("Not on the shelf? Look here, too")}
      onClose={close}
      actions={
        <>
          <Button kind="primary" onClick={then(noteNotFound, pick)}>
            {t("Not there either")}
          </Button>
          <Button icon="clock" onClick={then(putOff, pick)}>
            {t("Look again later")}
          </Button>
          <Button onClick={close}>{t("Go on looking")}</Button>
        </>
      }
    >
      <ul class="places places-large">
        {otherPlaces(pick).map((place) => (
          <li key={place}>{place}</li>
        ))}
      </ul>
      <p class="muted">{titleOf(pick)}</p>
    </Dialog>
  );
}

function Fewer({ pick }: { pick: ShownPick }) {
  const { number = 0 } = pick.hold.selection ?? {};
  return (
    <Dialog
      open
      title={t("{count} of {number}: leave it so?", { count: pick.chosen.length, number })}
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
