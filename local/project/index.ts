/**
 * The project on disk: Pulumi.yaml, the stack files, their secrets, and the folder where local runs keep their state.
 * What belongs here: finding, reading and checking these files, and the passphrase that encrypts
 * a state and a cloud.
 * What does not: running a program (engine), what its resources are (cloud), or how results are shown (cli).
 * Written is `.flotilla/` alone, and the images of a stack's file; all else of the project is only read.
 * Every mistake is a `ProjectError` that names the file and the line, or the setting, and the remedy.
 */
export type { ConfigDeclaration } from "./declaration";
export { ProjectError } from "./errors";
export { lockStack } from "./lock";
export { PassphraseCrypter } from "./passphrase";
export { findProject, type Project } from "./project-file";
export { splitArguments } from "./split-arguments";
export { parseOverride, placeholder, refuseUnreadable, type StackConfig, stackConfig } from "./stack-config";
export { readStackFile, type StackFile, stackNames } from "./stack-file";
export { type StackFolder, stackFolder } from "./stack-folder";
export { type ImageChange, setImages } from "./stack-images";
export {
  cloudSecrets,
  ownPassphrase,
  type PassphraseSecrets,
  secretsOfDeployment,
  stateSecrets,
} from "./stack-secrets";
