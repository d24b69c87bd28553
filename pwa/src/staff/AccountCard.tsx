import { useState } from "preact/hooks";
import { replace } from "../navigation";
import { isUnsettled } from "../store/personal";
import { actions, meta } from "../sync/live";
import { n, t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Dialog } from "../ui/Dialog";
import { syncState } from "../ui/sync-state";
import { lock, person } from "./session";
import { signOut } from "./signing-in";

/** Who is signed in, and how to leave; asks first while something waits to be sent. */
export function AccountCard() {
  const [isAsking, setAsking] = useState(false);
  const { waiting, online } = syncState.value;
  const unsettled = actions.value.filter(isUnsettled).length;
  if (!person.value) return null;
  const goAway = async () => {
    await lock();
    replace("today");
  };
  const leave = async () => {
    await signOut();
    replace("sign-in");
  };
  return (
    <Card title={person.value.name} aside={<span class="muted">{meta.value.device?.name}</span>}>
      <Button icon="lock" onClick={() => void goAway()}>
        {t("Lock")}
      </Button>
      <Button
        icon="person"
        onClick={() => (waiting + unsettled > 0 || !online ? setAsking(true) : void leave())}
      >
        {t("Sign out")}
      </Button>
      <Dialog
        open={isAsking}
        title={whyAsked(waiting, unsettled)}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="primary" onClick={() => setAsking(false)}>
              {t("Stay")}
            </Button>
            <Button onClick={() => void leave()}>{t("Sign out all the same")}</Button>
          </>
        }
      >
        {waiting > 0 && (
          <p>
            {t(
              "It stays on this phone and is sent as soon as there is a network, under your name.",
            )}
          </p>
        )}
        {waiting > 0 && unsettled > 0 && <p>{toSettle(unsettled)}</p>}
        {unsettled > 0 && (
          <p>
            {t("It is sealed on this phone and nowhere else: settle it first, under “Sending”.")}
          </p>
        )}
        <p>{t("Signing in again needs the network; unlocking does not.")}</p>
      </Dialog>
    </Card>
  );
}

function whyAsked(waiting: number, unsettled: number): string {
  if (waiting > 0) {
    return n("{count} action is not sent yet", "{count} actions are not sent yet", waiting);
  }
  return unsettled > 0 ? toSettle(unsettled) : t("Sign out without a network?");
}

function toSettle(count: number): string {
  return n(
    "{count} reader or request of a reader is still to settle",
    "{count} readers or requests of readers are still to settle",
    count,
  );
}
