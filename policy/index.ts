/**
 * The CrossGuard pack: what is refused, in every environment, whoever wrote the program.
 * Belongs here: policies, each one object in one file with its cases beside it; `policies.ts` lists them, `levels.ts` says
 * how hard each is in which environment. Resources are seen as data alone: no code of `components/`, no provider's SDK.
 * Loading this file starts the pack's server, so only an engine does that.
 */
import { PolicyPack } from "@pulumi/policy";
import { Config } from "@pulumi/pulumi";
import { kindOf } from "./kind";
import { isTakenDown } from "./levels";
import { packArgs } from "./pack";

const config = new Config("flotilla");
new PolicyPack("flotilla", packArgs(kindOf(config.get("kind")), isTakenDown(config.get("deletionProtection"))));
