import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { whenText } from "../picking/when";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Dialog } from "../ui/Dialog";
import { toast } from "../ui/toasts";

/** Whether what was lent until the last closing is known; `day` is that pick-up day. */
export interface Shelf {
  is_known: boolean;
  loans_in: "ils" | "rayon";
  day: string;
  closed_at: string;
  checked_at: string | null;
}

interface ShelfCardProps {
  shelf: Shelf;
  onDone: () => Promise<void>;
}

/** Where the other system lends: nothing on the shelf expires before we know what left it. */
export function ShelfCard({ shelf, onDone }: ShelfCardProps) {
  const [isAsked, setAsked] = useState(false);
  if (shelf.loans_in === "rayon") return null;
  const confirm = async () => {
    setAsked(false);
    try {
      await ask("/ils/shelf/confirm", { body: { day: shelf.day } });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message);
    }
    await onDone();
  };
  return (
    <Card title={t("Hold shelf")}>
      <p>{stateOf(shelf)}</p>
      {!shelf.is_known && (
        <Button icon="tick" onClick={() => setAsked(true)}>
          {t("Confirm the shelf")}
        </Button>
      )}
      <Dialog
        open={isAsked}
        title={t("Is everything still there?")}
        onClose={() => setAsked(false)}
        actions={
          <>
            <Button kind="primary" onClick={() => void confirm()}>
              {t("Yes, the shelf is as listed")}
            </Button>
            <Button onClick={() => setAsked(false)}>{t("Not yet")}</Button>
          </>
        }
      >
        <p>
          {t(
            "Look at the shelf: whatever Rayon lists as waiting must be there. What is gone was lent; bring the loans file in instead.",
          )}
        </p>
      </Dialog>
    </Card>
  );
}

function stateOf({ is_known, checked_at, closed_at }: Shelf): string {
  if (checked_at) return t("Confirmed {when}.", { when: whenText(checked_at) });
  if (is_known) return t("The loans file is newer than the last closing.");
  return t(
    "No loans file has come in since closing ({when}). Reminders, expiry and clearing wait for it, or for somebody who looks.",
    { when: whenText(closed_at) },
  );
}
