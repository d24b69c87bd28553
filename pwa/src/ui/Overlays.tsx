import { StorageAlarm } from "../sync/StorageAlarm";
import { Toasts } from "./Toasts";
import { UpdateNote } from "./UpdateNote";

/** What may come over any screen. */
export function Overlays() {
  return (
    <>
      <StorageAlarm />
      <UpdateNote />
      <Toasts />
    </>
  );
}
