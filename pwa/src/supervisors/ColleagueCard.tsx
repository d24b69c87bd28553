import { useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Dialog } from "../ui/Dialog";
import { toast } from "../ui/toasts";
import { PinField } from "./PinField";
import { type Colleague, changePeople, isPin, roleName } from "./people";
import { RoleChoices } from "./RoleChoices";

interface ColleagueCardProps {
  colleague: Colleague;
  isMe: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** One person: roles, new digits, and the end of their access. */
export function ColleagueCard({ colleague, isMe, onClose, onDone }: ColleagueCardProps) {
  const { id, name, everywhere, mine } = colleague;
  const [isLeaving, setLeaving] = useState(false);
  const remove = async () => {
    setLeaving(false);
    if (await changePeople("/remove", { person: id })) {
      toast(t("{name} cannot sign in any more.", { name }));
      onDone();
    }
  };
  return (
    <>
      <Card title={name}>
        {everywhere.length > 0 && (
          <p class="muted">
            {t("At every branch: {roles}.", { roles: everywhere.map(roleName).join(", ") })}
          </p>
        )}
        {mine ? (
          <>
            <Roles colleague={colleague} onDone={onDone} />
            <NewPin colleague={colleague} onDone={onDone} />
            {!isMe && (
              <Button kind="danger" onClick={() => setLeaving(true)}>
                {t("Does not work here any more")}
              </Button>
            )}
          </>
        ) : (
          <p class="note">
            {t("Has roles at other branches too: who sets up the whole network changes them.")}
          </p>
        )}
        <Button onClick={onClose}>{t("Back to the list")}</Button>
      </Card>
      <Dialog
        open={isLeaving}
        title={t("Take {name} off the list?", { name })}
        onClose={() => setLeaving(false)}
        actions={
          <>
            <Button kind="primary" onClick={() => setLeaving(false)}>
              {t("Change nothing")}
            </Button>
            <Button kind="danger" onClick={() => void remove()}>
              {t("Take off the list")}
            </Button>
          </>
        }
      >
        <p>{t("Open shifts end at once. What was recorded before still counts.")}</p>
      </Dialog>
    </>
  );
}

interface PartProps {
  colleague: Colleague;
  onDone: () => void;
}

function Roles({ colleague: { id, name, roles }, onDone }: PartProps) {
  const [chosen, setChosen] = useState(roles);
  const save = async () => {
    if (await changePeople("/roles", { person: id, roles: chosen })) {
      toast(t("The roles of {name} are changed.", { name }));
      onDone();
    }
  };
  const isChanged = [...chosen].sort().join() !== [...roles].sort().join();
  return (
    <>
      <RoleChoices roles={chosen} onRoles={(next) => setChosen([...next])} />
      <Button icon="tick" disabled={!isChanged} onClick={() => void save()}>
        {t("Save the roles")}
      </Button>
    </>
  );
}

function NewPin({ colleague: { id, name }, onDone }: PartProps) {
  const [pin, setPin] = useState("");
  const save = async (event: Event) => {
    event.preventDefault();
    if (await changePeople("/pin", { person: id, pin })) {
      toast(t("The new digits of {name} are in force.", { name }));
      onDone();
    }
  };
  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <PinField
        label={t("New six digits")}
        hint={t("Open shifts end at once, also on a phone that was forgotten somewhere.")}
        pin={pin}
        onPin={setPin}
      />
      <Button type="submit" icon="tick" disabled={!isPin(pin)}>
        {t("Save the digits")}
      </Button>
    </form>
  );
}
