#!/usr/bin/env node
// The launcher: TypeScript is run as it stands, and everything heavy is loaded by the command that needs it.
require("flotilla/typescript");
require("./main.ts");
