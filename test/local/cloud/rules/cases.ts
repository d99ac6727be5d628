/** The cases of every service, with the file they stand in: `docs/rules.md` names it. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { RuleCase } from "./kit";

export const cases: readonly (RuleCase & { file: string })[] = readdirSync(__dirname)
  .filter((file) => file.endsWith(".cases.ts"))
  .sort()
  .flatMap((file) =>
    (require(join(__dirname, file)).cases as RuleCase[]).map((one) => ({
      ...one,
      file: `test/local/cloud/rules/${file}`,
    })),
  );
