/** One drawing for each name in server/rayon/catalogue/pictograms.py: strokes on 24 × 24. */
export const pictograms: Record<string, string> = {
  book: "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11",
  crime: "M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM14.5 14.5L20 20M8 8l4 4",
  rocket: "M12 3c4 3 5 7 4 12H8c-1-5 0-9 4-12zM8 12l-3 5h3M16 12l3 5h-3M12 9h.01M10 18l2 3 2-3",
  comic: "M4 5h16v11h-8l-5 4v-4H4zM8 9h8M8 12h5",
  child: "M12 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM5 21c0-6 3-8 7-8s7 2 7 8zM10 7h.01M14 7h.01",
  album: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01",
  science: "M9 3h6M10 3v6l-5 9a2 2 0 0 0 2 3h10a2 2 0 0 0 2-3l-5-9V3M8 15h8",
  film: "M4 5h16v14H4zM8 5v14M16 5v14M4 9h4M4 15h4M16 9h4M16 15h4",
  music:
    "M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM19 16a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z",
  magazine: "M5 4h14v16H5zM8 8h8M8 12h3v4H8zM14 12h2M14 16h2",
  large: "M3 19L9 5l6 14M5 15h8M16 19l3-7 3 7M17 17h4",
};
