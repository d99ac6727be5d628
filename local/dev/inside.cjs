// Loaded into each application before its own code: it ends with who started it, whatever ends that, and listens to this
// machine alone, where no gate stands before it.
const { Server } = require("node:net");

process.once("disconnect", () => process.exit(1));
process.channel?.unref();

const { listen } = Server.prototype;
Server.prototype.listen = function (port, ...rest) {
  const isOpen = typeof port === "number" && typeof rest[0] !== "string";
  return isOpen ? listen.call(this, port, "127.0.0.1", ...rest) : listen.call(this, port, ...rest);
};
