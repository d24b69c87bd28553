/** What a pick on the screen needs, as a pattern on the paths of its files. */
export declare const core: RegExp;
