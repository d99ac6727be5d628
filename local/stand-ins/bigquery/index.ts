/**
 * A stand-in for BigQuery, for tests and for applications run on this machine: it is no BigQuery and never claims to be.
 * Views are run as they are written, in DuckDB, in whose spelling they are put first.
 * What belongs here: that part of GoogleSQL which views on recorded events need, and of which it is known that it means the
 * same. What does not: BigQuery's API, who may read what, and anything that knows components or stacks.
 * Whatever it has not is refused, naming the word; and nothing is kept when it is closed.
 */
export { NotHere, tablesIn } from "./googlesql";
export { Warehouse } from "./warehouse";
