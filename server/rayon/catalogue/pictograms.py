"""The small pictures that stand beside a label: what kind of place to look for."""

#: The phone has one drawing for each: ``pwa/src/shelves/pictograms.ts``.
PICTOGRAMS = (
    "book",
    "crime",
    "rocket",
    "comic",
    "child",
    "album",
    "science",
    "film",
    "music",
    "magazine",
    "large",
)
