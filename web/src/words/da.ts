import { en, type Catalogue } from "./en";
export const da: Catalogue = { ...en };
