/** Bundles every application: `npm run apps:build`. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle";

const dist = join(__dirname, "dist");
rmSync(dist, { recursive: true, force: true });
bundle(dist);
