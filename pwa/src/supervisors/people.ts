import { ApiError, ask } from "../api";
import type { Role } from "../router";
import { t } from "../texts";
import { toast } from "../ui/toasts";

/** Somebody who signs in here. `everywhere`: roles at every branch; `mine`: may be changed by me. */
export interface Colleague {
  id: number;
  name: string;
  language: string;
  roles: Role[];
  everywhere: Role[];
  mine: boolean;
}

export interface People {
  people: Colleague[];
  me: number;
}

/** Each role with what it lets one do, in the order of the day. */
export const roles: readonly { role: Role; name: () => string; does: () => string }[] = [
  { role: "picker", name: () => t("Picker"), does: () => t("walks the stacks and scans") },
  {
    role: "desk",
    name: () => t("Desk"),
    does: () => t("takes orders, hands over, calls patrons, packs parcels"),
  },
  { role: "courier", name: () => t("Courier"), does: () => t("rides with the parcels") },
  { role: "cart", name: () => t("Bike cart"), does: () => t("goes to the neighbourhoods") },
  {
    role: "supervisor",
    name: () => t("Supervisor"),
    does: () => t("sees the board and decides what needs a person"),
  },
  {
    role: "admin",
    name: () => t("Admin"),
    does: () => t("sets up the branch, its phones and its people"),
  },
];

/** What a role is called. */
export function roleName(role: Role): string {
  return roles.find((one) => one.role === role)?.name() ?? role;
}

/** Six digits. */
export function isPin(pin: string): boolean {
  return /^\d{6}$/.test(pin);
}

/** Changes who works here. False when it was refused, which is said. */
export async function changePeople(path: string, body: object): Promise<boolean> {
  try {
    await ask(`/people${path}`, { body });
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.message);
    return false;
  }
}
