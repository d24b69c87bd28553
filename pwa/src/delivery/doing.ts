import type { ActionName, Kept, Payloads } from "../store/recorded";
import { record } from "../sync/sending";
import type { StopParcel } from "./stops";

type Done = Promise<Kept | undefined>;

/** What the history says of it: the number alone, never a door. */
function onParcel<N extends ActionName>(name: N, parcel: StopParcel, payload: Payloads[N]): Done {
  const about = { title: "", label: parcel.number, slip: null };
  return record({ name, subject: parcel.id, payload, seen: 0, about });
}

export function loadParcel(parcel: StopParcel): Done {
  return onParcel("load_parcel", parcel, {});
}

export function deliverParcel(parcel: StopParcel, to: Payloads["deliver_parcel"]["to"]): Done {
  return onParcel("deliver_parcel", parcel, { to });
}

export type NotDelivered =
  | "report_absent"
  | "report_refused"
  | "report_wrong_address"
  | "report_incident";

export function bringBack(name: NotDelivered, parcel: StopParcel): Done {
  return onParcel(name, parcel, {});
}
