/** Writes the pages that are made from code: `npm run docs`. A test holds each against what this would write. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { capabilitiesPage } from "./capabilities/page";
import { policiesPage } from "./policies";
import { rulesPage } from "./rules";

/** File in this folder → what it says. */
export const pages: Readonly<Record<string, () => string>> = {
  "capabilities.md": capabilitiesPage,
  "policies.md": policiesPage,
  "rules.md": rulesPage,
};

if (require.main === module)
  for (const [file, page] of Object.entries(pages)) writeFileSync(join(__dirname, file), page());
