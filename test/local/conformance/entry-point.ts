import { join } from "node:path";

/** The text of a file that is a program of the corpus by itself. */
export function entryPoint(name: string): string {
  return `
const { Config } = require("@pulumi/pulumi");
const { programs } = require(${JSON.stringify(join(__dirname, "programs"))});
module.exports = (async () => programs[${JSON.stringify(name)}].program(new Config().require("variant")))();
`;
}
