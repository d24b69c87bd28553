import { useState } from "preact/hooks";
import { dayText } from "../supervisors/pickup-days";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { doubtsOfLeaving, type OnTheWay, type Street } from "./street";
import { serverNow } from "./taken-along";

interface LeaveButtonProps {
  street: Street;
  way: OnTheWay;
  onLeave: () => void;
}

/** Asks first where the cart would leave empty, or on another day than that of the visit. */
export function LeaveButton({ street, way, onLeave }: LeaveButtonProps) {
  const [isAsked, setAsked] = useState(false);
  const { isEmpty, isOtherDay } = doubtsOfLeaving(street, way, serverNow());
  return (
    <>
      <Button icon="next" onClick={isEmpty || isOtherDay ? () => setAsked(true) : onLeave}>
        {t("Leave with the cart")}
      </Button>
      <Dialog
        open={isAsked}
        title={t("Leave already?")}
        onClose={() => setAsked(false)}
        actions={
          <>
            <Button kind="primary" icon="back" onClick={() => setAsked(false)}>
              {t("Back to loading")}
            </Button>
            <Button onClick={onLeave}>{t("Leave all the same")}</Button>
          </>
        }
      >
        {isOtherDay && (
          <p>{t("This visit is not today: it is on {day}.", { day: dayText(street.day) })}</p>
        )}
        {isEmpty && <p>{t("Nothing is loaded on the cart.")}</p>}
      </Dialog>
    </>
  );
}
