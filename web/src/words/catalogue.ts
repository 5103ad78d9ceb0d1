// All words of the console, page by page, in three languages side by side. {x} is filled in.

/** The words of one page: what one language has, the others have too. */
export const words = <K extends string>(all: Record<"en" | "da" | "fi", Record<K, string>>) => all;
