#!/usr/bin/env node
// The launcher: TypeScript is run as it stands, and everything heavy is loaded by the command that needs it.
require("tsx/cjs");
require("./main.ts");
