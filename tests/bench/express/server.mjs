// The same task in a common web framework: parses the body and answers every call with one card.
// server.mjs PORT FILE
import express from "express";
import { readFileSync } from "node:fs";

const [port, file] = process.argv.slice(2);
const card = readFileSync(file);
const app = express();
app.use(express.json({ limit: "64mb" }));
app.post("*", (request, response) => {
    if (typeof request.body.hook !== "string") return response.status(400).end();
    response.type("application/json").send(card);
});
app.listen(Number(port), "127.0.0.1");
