import { slipText } from "../picking/words";
import type { ShelfDocument, Slot } from "../store/shapes";
import { n, t } from "../texts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { meaningOfDocument } from "./meaning";
import { documents, serverNow, shelf } from "./shelf";
import { held, putInto, sendAway, takeIn, whyWrong } from "./shelving";
import { proposedSlot, slotsToChoose, wrongSlot } from "./slots";
import { aboutDocument } from "./words";

/** The document in the hand, and where it goes: a slot, a crate, or out of one first. */
export function InHand({ one }: { one: ShelfDocument }) {
  switch (meaningOfDocument(one, serverNow()).kind) {
    case "send-on":
      return (
        <NoSlotFor one={one} where={t("Into the crate for {branch}", { branch: one.to ?? "" })} />
      );
    case "receive":
      return <NoSlotFor one={one} where={t("On its way here")} />;
    default:
      return <IntoSlot one={one} slot={proposed(one) ?? null} />;
  }
}

function proposed(one: ShelfDocument): Slot | undefined {
  return proposedSlot(one, documents.value, shelf.value?.slots ?? []);
}

function NoSlotFor({ one, where }: { one: ShelfDocument; where: string }) {
  return (
    <section class="slot-card">
      <p class="muted">{where}</p>
      <h2 class="slot-title">{one.title}</h2>
      {one.slip !== null && <p class="slot-slip">{slipText(one.slip)}</p>}
    </section>
  );
}

function IntoSlot({ one, slot }: { one: ShelfDocument; slot: Slot | null }) {
  const beside = documents.value.filter(
    (other) =>
      other.bundle === one.bundle &&
      other.status === "on_hold_shelf" &&
      other.slot === slot?.id &&
      other.barcode !== one.barcode,
  );
  return (
    <section class="slot-card">
      <p class="muted">{slot ? t("Into slot") : t("No slot is free")}</p>
      <p class="slot-name">{slot?.name ?? "—"}</p>
      {slot && <p>{slot.place === "desk" ? t("Behind the desk") : t("Near the entrance")}</p>}
      <h2 class="slot-title">{one.title}</h2>
      {one.slip !== null && <p class="slot-slip">{slipText(one.slip)}</p>}
      {beside.length > 0 && (
        <p>{n("{count} document is there", "{count} documents are there", beside.length)}</p>
      )}
    </section>
  );
}

/** What can be said of the document in the hand, where no scan says it. */
export function Answers({ one, onOther }: { one: ShelfDocument; onOther: () => void }) {
  return (
    <div class="shelf-answers">
      <Done one={one} onOther={onOther} />
      <Button onClick={drop}>{t("Later")}</Button>
    </div>
  );
}

function Done({ one, onOther }: { one: ShelfDocument; onOther: () => void }) {
  switch (meaningOfDocument(one, serverNow()).kind) {
    case "send-on":
      return (
        <Button icon="tick" onClick={() => void sendAway(one, "tap")}>
          {t("It is in the crate")}
        </Button>
      );
    case "receive":
      return (
        <Button icon="tick" onClick={() => void takeIn(one, "tap")}>
          {t("It has arrived")}
        </Button>
      );
    default:
      return <InItsSlot one={one} onOther={onOther} />;
  }
}

function InItsSlot({ one, onOther }: { one: ShelfDocument; onOther: () => void }) {
  const slot = proposed(one);
  return (
    <>
      {slot && (
        <Button icon="tick" onClick={() => void putInto(one, slot, "tap")}>
          {t("It is in {slot}", { slot: slot.name })}
        </Button>
      )}
      <Button onClick={onOther}>{t("Another slot")}</Button>
    </>
  );
}

function drop(): void {
  held.value = null;
}

/** Every slot into which this document may go, for a label that cannot be read or a full slot. */
export function OtherSlot({ one, onClose }: { one: ShelfDocument; onClose: () => void }) {
  const slots = shelf.value?.slots ?? [];
  const fitting = slotsToChoose(one, documents.value, slots);
  const last = fitting.at(-1);
  // Who chooses a free slot is told where the others stand: a scan of it is not taken.
  const wrong = last && wrongSlot(one, last, documents.value, slots);
  const choose = async (slot: Slot) => {
    await putInto(one, slot, "tap");
    onClose();
  };
  return (
    <Dialog
      open
      title={t("Which slot is it in?")}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t("Close")}</Button>}
    >
      <p class="muted">{aboutDocument(one)}</p>
      {wrong && <p>{whyWrong(wrong)}</p>}
      <div class="slot-grid">
        {fitting.map((slot) => (
          <Button key={slot.id} onClick={() => void choose(slot)}>
            {slot.name}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
