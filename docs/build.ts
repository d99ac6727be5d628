/** Writes the pages that are made from code: `npm run docs`. A test holds each against what this would write. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { badChanges } from "../test/mutation/changes";
import { courts, score } from "../test/mutation/score";
import { capabilitiesPage } from "./capabilities/page";
import { mutationsPage } from "./mutations";
import { policiesPage } from "./policies";
import { rulesPage } from "./rules";

/** File in this folder → what it says. */
export const pages: Readonly<Record<string, () => string>> = {
  "capabilities.md": capabilitiesPage,
  "policies.md": policiesPage,
  "rules.md": rulesPage,
};

/** The page of the bad changes takes as long as making them: its test makes them once for all (`test/mutation`). */
async function build(): Promise<void> {
  for (const [file, page] of Object.entries(pages)) writeFileSync(join(__dirname, file), page());
  writeFileSync(join(__dirname, "mutations.md"), mutationsPage(await score(await courts(), badChanges)));
}

if (require.main === module) void build();
