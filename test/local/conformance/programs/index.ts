/** Every program of the corpus, by the name of its file there. */
import type { ConformancePrograms } from "../program";
import { aliases } from "./aliases";
import { dependencies } from "./dependencies";
import { failures } from "./failures";
import { importing } from "./importing";
import { interrupted } from "./interrupted";
import { lifecycle } from "./lifecycle";
import { programFunctions } from "./program-functions";
import { protection } from "./protection";
import { reading } from "./reading";
import { refreshing } from "./refreshing";
import { replacement } from "./replacement";
import { targeting } from "./targeting";
import { values } from "./values";

export const programs: ConformancePrograms = {
  ...lifecycle,
  ...aliases,
  ...protection,
  ...replacement,
  ...dependencies,
  ...values,
  ...programFunctions,
  ...failures,
  ...reading,
  ...refreshing,
  ...targeting,
  ...importing,
  ...interrupted,
};
