/** What opens the phone's memory: its file is the first to arrive and to start. */
export const memory = /node_modules\/idb\/|src\/store\//;

/** What a pick on the screen needs: one file of code, and the texts that stand in it. */
export const core =
  /node_modules\/(preact|@preact)\/|src\/(App|main|navigation|remembered|router|texts)\.tsx?$|src\/settings\/theme|src\/staff\/(session|start)\.|src\/sync\/(live|replay|taken-back)\.|src\/scanning\/(ScanBox|audio|keyboard|wedge)\.|src\/picking\/(WalkScreen|PickCard|Neighbours|gommette|here|question|useWakeLock|walk|when|words)\.|src\/shelves\/(BayFront|PlaceSigns|pictograms)\.|src\/ui\/(AppFrame|BackLink|Button|Chip|ErrorBoundary|Icon|IncompleteNote|LiveRegions|ProgressBar|ScreenOutlet|SpineLabel|SyncBadge|announce|icons|label-lines|late|lazily|sync-state)\./;

/** What a pick needs once it is drawn: to record an answer, to say it, and to send it. */
export const answers =
  /src\/(api|updates)\.|src\/staff\/talking|src\/sync\/(StorageAlarm|outbox|phone|sending|sync)\.|src\/scanning\/(rules|tell|tones|validate)\.|src\/picking\/(ResultLine|answers|doing|half|meaning|noted|result|scanned|typed)\.|src\/ui\/(Dialog|Overlays|ResultBanner|ResultShape|Toasts|UpdateNote|results|toasts)\./;

/** What most other screens are made of: one file instead of a dozen small ones. */
export const pieces =
  /src\/ui\/(ButtonLink|Card|EmptyState|Field|List|Logo|OfflineNote|Switch|logo-spokes)\.|src\/sync\/(OutcomeChip|deeds)\.|src\/picking\/states\.|src\/supervisors\/(times|useAnswer)\./;
