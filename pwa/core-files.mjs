/** What a pick on the screen needs: one file of code, and the texts that stand in it. */
export const core =
  /node_modules\/(preact|@preact|idb)\/|src\/store\/|src\/ui\/(?!ButtonLink|Card|EmptyState|Field|List|Logo|logo|NotFoundScreen|OfflineNote|Switch)|src\/[a-zA-Z]+\.tsx?$|src\/(staff|sync|picking)\/(?!answer|deeds|exchange|finish|signing-in|take-in|verifier)[a-z-]+\.ts|src\/sync\/StorageAlarm|src\/scanning\/(ScanBox|keyboard|rules|tell|tones|validate|wedge)|src\/picking\/(WalkScreen|PickCard|Neighbours|ResultLine)|src\/shelves\/(BayFront|PlaceSigns|pictograms)/;
