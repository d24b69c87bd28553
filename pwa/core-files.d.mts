/** Patterns on the paths of files: which of them come together, and when. */
export declare const memory: RegExp;
export declare const core: RegExp;
export declare const answers: RegExp;
export declare const pieces: RegExp;
