import { uuid7 } from "../store/ids";

export function newId(): string {
  return uuid7(Date.now(), (bytes) => crypto.getRandomValues(bytes));
}
