import { useState } from "preact/hooks";
import { hrefFor, type Role } from "../router";
import { languages, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field, Select } from "../ui/Field";
import { toast } from "../ui/toasts";
import { ColleagueCard } from "./ColleagueCard";
import { PinField } from "./PinField";
import { changePeople, isPin, type People, roleName } from "./people";
import { RoleChoices } from "./RoleChoices";
import { useAnswer } from "./useAnswer";
import "./set-up.css";

/** Who signs in at this branch, and what each may do. */
export default function PeopleScreen() {
  const { answer, problem, again } = useAnswer<People>("/people");
  const [shown, setShown] = useState<number | "new">();
  const close = async () => {
    setShown(undefined);
    await again();
  };
  const chosen = answer?.people.find(({ id }) => id === shown);
  return (
    <AppFrame
      title={t("Colleagues")}
      back={<BackLink href={hrefFor("today")} />}
      bar={
        answer &&
        shown === undefined && (
          <Button kind="primary" icon="plus" onClick={() => setShown("new")}>
            {t("New colleague")}
          </Button>
        )
      }
    >
      {problem && <p class="note note-amber">{problem}</p>}
      {shown === "new" && (
        <NewColleague onClose={() => setShown(undefined)} onDone={() => void close()} />
      )}
      {chosen && (
        <ColleagueCard
          key={chosen.id}
          colleague={chosen}
          isMe={chosen.id === answer?.me}
          onClose={() => setShown(undefined)}
          onDone={() => void close()}
        />
      )}
      {answer && shown === undefined && (
        <Card title={t("Who works here")}>
          <ul class="list">
            {answer.people.map((colleague) => (
              <li key={colleague.id}>
                <button type="button" class="row row-button" onClick={() => setShown(colleague.id)}>
                  <span class="row-text">
                    <span class="row-title">{colleague.name}</span>
                    <span class="muted">
                      {[...colleague.roles, ...colleague.everywhere].map(roleName).join(" · ")}
                    </span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </AppFrame>
  );
}

function NewColleague({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [name, setName] = useState("");
  const [pin, setPin] = useState("");
  const [language, setLanguage] = useState("fr");
  const [roles, setRoles] = useState<readonly Role[]>(["picker"]);
  const add = async (event: Event) => {
    event.preventDefault();
    if (await changePeople("", { name, pin, language, roles })) {
      toast(t("{name} can sign in.", { name: name.trim() }));
      onDone();
    }
  };
  return (
    <Card title={t("New colleague")}>
      <form class="stack" onSubmit={(event) => void add(event)}>
        <Field
          label={t("First name")}
          hint={t("As colleagues see it where they sign in.")}
          value={name}
          maxLength={80}
          onValue={setName}
        />
        <PinField
          label={t("Six digits")}
          hint={t("Choose them together; they can be changed here at any time.")}
          pin={pin}
          onPin={setPin}
        />
        <Select
          label={t("Language")}
          value={language}
          options={Object.entries(languages)}
          onValue={setLanguage}
        />
        <RoleChoices roles={roles} onRoles={setRoles} />
        <Button
          type="submit"
          kind="primary"
          icon="tick"
          disabled={!name.trim() || !isPin(pin) || roles.length === 0}
        >
          {t("Add to the branch")}
        </Button>
        <Button onClick={onClose}>{t("Change nothing")}</Button>
      </form>
    </Card>
  );
}
