import { useEffect, useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { replace } from "../navigation";
import type { ScreenProps } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import type { Branch, Device } from "../store/shapes";
import { forget, meta, remember, revoked } from "../sync/live";
import { phone } from "../sync/sending";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Logo } from "../ui/Logo";
import { syncState } from "../ui/sync-state";
import { endShift } from "./session";
import { askAboutDevice } from "./talking";
import "./staff.css";

const ofNoServer = "";

/** Makes this browser a phone of the library: once, with a code from the supervisor. */
export default function EnrolScreen({ params }: ScreenProps) {
  const [code, setCode] = useState(params.code ?? "");
  const [name, setName] = useState("");
  const [error, setError] = useState<string>();
  const [isWorking, setWorking] = useState(false);
  const [isNeeded, setNeeded] = useState(!meta.value.credential);
  useEffect(() => void leaveIfKnown().then(() => setNeeded(true)), []);
  const submit = async (event?: Event) => {
    event?.preventDefault();
    setWorking(true);
    setError(await enrol(code, name));
    setWorking(false);
  };
  const working = isWorking ? t("Enrolling…") : undefined;
  return (
    <AppFrame
      title={t("Enrol this phone")}
      bar={
        <ScanBox kind={code ? "secondary" : "primary"} onScan={({ raw }) => setCode(codeIn(raw))} />
      }
    >
      <div class="welcome">
        <Logo />
        <p>{t("Scan the code on the supervisor’s screen, or type it here.")}</p>
      </div>
      {revoked.value && <Revoked lost={revoked.value.lost} />}
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Field
          label={t("Code")}
          value={code}
          onValue={setCode}
          autoCapitalize="characters"
          autocomplete="one-time-code"
          spellcheck={false}
          error={error}
          required
        />
        <Field
          label={t("Name of this phone")}
          hint={t(
            "Write it on the phone’s back, too. Empty: the supervisor’s name for it, or a number.",
          )}
          value={name}
          onValue={setName}
          maxLength={60}
        />
        <Button
          type="submit"
          kind="primary"
          working={working}
          disabled={!isNeeded || code.trim() === ""}
        >
          {t("Enrol")}
        </Button>
      </form>
    </AppFrame>
  );
}

/** A phone of the library stays what it is, unless the server does not know it any more. */
async function leaveIfKnown(): Promise<void> {
  const { credential } = meta.value;
  if (!credential) return;
  await phone.sync.now();
  if (syncState.value.forgotten) return;
  // Unless it was enrolled while the server was asked.
  if (meta.value.credential === credential) replace("today");
}

/** The code within an address such as https://…/app/enrol/ABCD-1234. */
function codeIn(raw: string): string {
  const end = raw.split("/enrol/")[1];
  return decodeURIComponent(end ?? raw).trim();
}

interface Enrolled {
  device: Device;
  credential: string;
  branch: Branch;
}

async function enrol(code: string, name: string): Promise<string | undefined> {
  try {
    const body = { code: code.trim(), name: name.trim() };
    const { device, credential, branch } = await ask<Enrolled>("/devices/enrol", { body });
    if (meta.value.credential) await startAnew();
    await remember({ device, credential, branch });
    revoked.value = null;
    // Asks the browser not to clear this phone's memory by itself; it may say no.
    await navigator.storage?.persist?.().catch(() => false);
    await askAboutDevice();
    phone.sync.wake();
    replace("sign-in");
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}

/**
 * The shift of before is not this device's: what is recorded under it waits for a supervisor. Where
 * the server was read to means nothing any more, either. What waits to be sent stays, and what was
 * sent is sent again: a server that does not know the phone may not know that, either.
 */
async function startAnew(): Promise<void> {
  await endShift();
  await forget("session", "cursor");
  await remember({ epoch: ofNoServer });
  syncState.value = { ...syncState.value, forgotten: false };
}

function Revoked({ lost }: { lost: number }) {
  return (
    <p class="note note-amber">
      {lost > 0
        ? n(
            "The library shut this phone out. {count} action had not been sent and is gone: tell your supervisor.",
            "The library shut this phone out. {count} actions had not been sent and are gone: tell your supervisor.",
            lost,
          )
        : t(
            "The library shut this phone out and everything on it was erased. A new code lets it in again.",
          )}
    </p>
  );
}
