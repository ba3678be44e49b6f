// node data_needs.mjs PROGRAM ROOT [--write]: which prefetch keys each clinical row rests on, found by asking: each story in
// ROOT/fixtures is judged again without each of its keys. What changes rests on the key. The table of
// deploy/INTEGRATION.md must hold all of that, the keys and queries that the service asks for, and no row that
// logic/README.md has not. --write makes the table anew.
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { spawnSync } from "node:child_process"

const [program, root, write] = process.argv.slice(2)
const guide = path.join(root, "deploy/INTEGRATION.md")
const work = fs.mkdtempSync(path.join(os.tmpdir(), "psoas-data-"))
process.on("exit", () => fs.rmSync(work, { recursive: true }))
const explain = "urn:psoas-cds:explain"

// Templates as hooks/service.cpp has them.
const source = fs.readFileSync(path.join(root, "hooks/service.cpp"), "utf8")
const queries = new Map([...source.matchAll(/\{"(\w+)",\s+"([^"]*\{\{context.patientId\}\}[^"]*)"/g)].map((m) => [m[1], m[2]]))

const variants = []
for (const story of fs.readdirSync(path.join(root, "fixtures")).sort()) {
    const file = path.join(root, "fixtures", story, "request.json")
    if (!fs.existsSync(file)) continue
    let request
    try {
        request = JSON.parse(fs.readFileSync(file, "utf8"))
    } catch {
        continue // the story of a malformed request
    }
    for (const key of [null, ...Object.keys(request.prefetch ?? {}).filter((each) => queries.has(each))]) {
        const { [key]: _, ...prefetch } = request.prefetch ?? {}
        const name = `${story}~${key ?? ""}`
        fs.writeFileSync(path.join(work, `${name}.json`), JSON.stringify({ ...request, prefetch }))
        variants.push(name)
    }
}
const ran = spawnSync(program, ["evaluate", "--json", "--explain", "--as-of", "2026-11-21", work],
    { maxBuffer: 1 << 30, encoding: "utf8" })
const outcomes = new Map()
for (const line of ran.stdout.split("\n").filter(Boolean)) {
    const answer = JSON.parse(line)
    const told = answer.cards[0]?.extension?.[explain] ?? answer.extension?.[explain] ?? []
    const indicator = new Map(answer.cards.map((card) => [card.uuid, card.indicator]))
    // Cards have other uuids in each answer.
    outcomes.set(path.basename(answer.file, ".json"),
        new Map(told.filter((each) => each.row).map((each) => [each.row, `${each.outcome} ${indicator.get(each.card) ?? ""}`])))
}
const rests = new Map([...queries.keys()].map((key) => [key, new Set()]))
for (const [name, rows] of outcomes) {
    const [story, key] = name.split("~")
    if (!key) continue
    for (const [row, outcome] of outcomes.get(`${story}~`) ?? [])
        if ((outcome.startsWith("fired") || rows.get(row)?.startsWith("fired")) && rows.get(row) !== outcome) rests.get(key).add(row)
}
const found = [...rests.values()].reduce((sum, rows) => sum + rows.size, 0)
if (found < 50) throw new Error(`only ${found} pairs of row and key were found among ${outcomes.size} answers\n${ran.stderr}`)

const text = fs.readFileSync(guide, "utf8")
const begin = "<!-- data: begin -->\n", end = "<!-- data: end -->"
const [first, last] = [text.indexOf(begin) + begin.length, text.indexOf(end)]
const table = ["| prefetch key | query | rows that change without it |", "| --- | --- | --- |",
    ...[...queries].map(([key, query]) => `| \`${key}\` | \`${query}\` | ${[...rests.get(key)].sort().join(", ")} |`), ""].join("\n")
if (write) fs.writeFileSync(guide, text.slice(0, first) + table + text.slice(last))

const known = new Set(fs.readFileSync(path.join(root, "logic/README.md"), "utf8").match(/^\| ([A-Z0-9, -]+) \|/gm)
    .flatMap((cell) => cell.slice(2, -2).split(/, */)))
const listed = new Map(fs.readFileSync(guide, "utf8").split(begin)[1].split(end)[0].split("\n").slice(2).filter(Boolean)
    .map((line) => line.split("|").map((cell) => cell.trim())).map((cells) => [cells[1].replaceAll("`", ""), cells]))
const faults = []
for (const [key, query] of queries) {
    const cells = listed.get(key)
    if (!cells) { faults.push(`the key ${key} is missing`); continue }
    if (cells[2] !== `\`${query}\``) faults.push(`${key} has another query`)
    const rows = cells[3].split(", ").filter(Boolean)
    for (const row of rests.get(key)) if (!rows.includes(row)) faults.push(`${row} rests on ${key}`)
    for (const row of rows) if (!known.has(row)) faults.push(`${key}: logic/README.md has no row ${row}`)
}
if (listed.size !== queries.size) faults.push("the table has a key that the service does not ask for")
for (const fault of faults) console.error(`deploy/INTEGRATION.md: ${fault}`)
console.log(`${found} pairs of row and key in ${variants.length} calls; ${faults.length} faults`)
process.exit(faults.length ? 1 : 0)
