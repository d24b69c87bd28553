import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../api";
import { replace } from "../navigation";
import { hrefFor } from "../router";
import type { Person } from "../store/shapes";
import { ForgottenCard } from "../sync/ForgottenCard";
import { meta } from "../sync/live";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { OfflineNote } from "../ui/OfflineNote";
import { PinPad } from "./PinPad";
import { shift } from "./session";
import { signIn } from "./signing-in";
import "./staff.css";

/** Who are you, and your six digits. Also unlocks a shift that is open. */
export default function SignInScreen() {
  const people = meta.value.people ?? [];
  const [chosen, setChosen] = useState(people.find(({ id }) => id === shift.value?.staff.id));
  if (chosen) return <EnterPin person={chosen} onBack={() => setChosen(undefined)} />;
  return (
    <AppFrame title={t("Who is there?")} subtitle={meta.value.branch?.name}>
      <OfflineNote />
      <ForgottenCard />
      {people.length === 0 && (
        <EmptyState title={t("Nobody to choose from yet")}>
          {t("Connect this phone to the network once, so that it learns who works here.")}
        </EmptyState>
      )}
      <ul class="people">
        {people.map((person) => (
          <li key={person.id}>
            <Button icon="person" onClick={() => setChosen(person)}>
              {person.name}
            </Button>
          </li>
        ))}
      </ul>
    </AppFrame>
  );
}

function EnterPin({ person, onBack }: { person: Person; onBack: () => void }) {
  const [error, setError] = useState<ApiError>();
  const [isWorking, setWorking] = useState(false);
  const submit = async (pin: string) => {
    setWorking(true);
    setError(await trySignIn(person.id, pin));
    setWorking(false);
  };
  const { syncedAt } = meta.value;
  // The server has answered since: what was said of the network is over, of a PIN it is not.
  useEffect(() => setError((said) => (said && vain.has(said.code) ? undefined : said)), [syncedAt]);
  return (
    <AppFrame
      title={person.name}
      subtitle={meta.value.branch?.name}
      bar={
        <Button kind="quiet" icon="person" onClick={onBack}>
          {t("Somebody else")}
        </Button>
      }
    >
      <PinPad
        name={person.name}
        error={error?.message}
        isWorking={isWorking}
        onPin={(pin) => void submit(pin)}
      />
      <ForgottenCard />
    </AppFrame>
  );
}

/** Codes of what comes of a server that cannot be reached. */
const vain: ReadonlySet<string> = new Set(["offline", "no_answer"]);

/** Undefined when it worked; else the error with the sentence to show. */
async function trySignIn(staff: number, pin: string): Promise<ApiError | undefined> {
  try {
    await signIn(staff, pin);
    if (location.pathname === hrefFor("sign-in")) replace("today");
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}
