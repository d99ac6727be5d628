import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pages } from "../docs/build";

describe("pages made from code", () => {
  for (const [file, page] of Object.entries(pages))
    it(`docs/${file} is what \`npm run docs\` writes`, () => {
      const written = readFileSync(join(__dirname, "..", "docs", file), "utf8");
      assert.ok(written === page(), `docs/${file} is not up to date: run \`npm run docs\``);
    });
});
