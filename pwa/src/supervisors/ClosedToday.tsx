import { useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Field } from "../ui/Field";
import { changeDays } from "./pickup-days";

interface ClosedTodayProps {
  onClose: () => void;
  onDone: () => Promise<void>;
}

/** One question before the day is closed: patrons will be written to. */
export function ClosedToday({ onClose, onDone }: ClosedTodayProps) {
  const [because, setBecause] = useState("");
  const close = async () => {
    onClose();
    if (await changeDays("closed-today", { because })) await onDone();
  };
  return (
    <Dialog
      open
      title={t("Close today?")}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onClick={() => void close()}>
            {t("Close today")}
          </Button>
          <Button onClick={onClose}>{t("Stay open")}</Button>
        </>
      }
    >
      <ul class="closing-means">
        <li>{t("Whoever has a document waiting gets one pick-up day more, and is told once.")}</li>
        <li>{t("Announcements and reminders wait until the library opens again.")}</li>
        <li>{t("Colleagues who are there may still fetch documents.")}</li>
      </ul>
      <Field
        label={t("Reason, as patrons will read it")}
        hint={t("Such as: strike, storm. May stay empty.")}
        value={because}
        onValue={setBecause}
        maxLength={80}
      />
    </Dialog>
  );
}
