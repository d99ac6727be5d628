/**
 * How applications reach a database that they were given, keep its schema up to date, and publish what was stored in it.
 * Belongs here: what is the same for every application with a database. Tables are the business of who owns them.
 */
export { connectTo, type DatabaseGiven } from "./connect";
export { migrate } from "./migrate";
export { enqueue, type Outbox, outbox } from "./outbox";
export { inTransaction } from "./transaction";
