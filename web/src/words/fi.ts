import { en, type Catalogue } from "./en";
export const fi: Catalogue = { ...en };
