import { mayOpen } from "../staff/may-open";
import { person } from "../staff/session";
import { opened } from "../store/personal";
import { type Kept, payloadOf, type Registration } from "../store/recorded";
import { actions } from "../sync/live";
import { newId } from "./new-id";

/** Whoever may ride, and who recorded it. A phone is shared: others do not read whose it is. */
export function maySettle({ action }: Kept): boolean {
  return mayOpen("street") || person.value?.id === action.by;
}

/** Under which id somebody is registered again: on a card of somebody else, that id is theirs now. */
export function againAs({ action, why }: Kept): string {
  return why?.code === "card_is_taken" ? newId() : action.subject;
}

/** Who asked, where their registration is still sealed here. */
export async function whoAsked(reader: string): Promise<string> {
  const theirs = actions.value.find(
    ({ action }) => action.name === "register_patron" && action.subject === reader,
  );
  if (!theirs) return "";
  const said = (await opened(theirs.action)).payload as Partial<Registration>;
  return [said.first_name, said.last_name].filter(Boolean).join(" ");
}

/** An unsettled one as it was said; `who` asked for it, where that is known. */
export interface Opened {
  payload: object;
  who: string;
}

export async function openedUp(kept: Kept): Promise<Opened> {
  const action = await opened(kept.action);
  if (action.name !== "reserve_for_next") return { payload: action.payload, who: "" };
  const said = payloadOf({ ...kept, action }, "reserve_for_next");
  return { payload: said, who: "reader" in said ? await whoAsked(said.reader) : "" };
}
