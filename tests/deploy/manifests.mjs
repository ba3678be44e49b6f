// node manifests.mjs DEPLOY CONFIG_OUT: holds the Kubernetes manifests in DEPLOY/kubernetes, DEPLOY/kubernetes-replay and
// DEPLOY/Dockerfile against the schemas of Kubernetes, against each other and against what a hardened pod is. Writes the
// configuration file of the ConfigMaps to CONFIG_OUT and CONFIG_OUT.replay, for `psoas-cds check-config`, and the command
// line of a replay's pod to CONFIG_OUT.command.
import fs from "node:fs"
import path from "node:path"
import { createRequire } from "node:module"
import { DockerfileParser } from "dockerfile-ast"
import { parse, parseAllDocuments } from "yaml"

const require = createRequire(import.meta.url)
const [deploy, configOut] = process.argv.slice(2)
const faults = []
const hold = (true_, words) => true_ || faults.push(words)

// The schemas let unknown members pass, so that a misspelt one would have no effect: those that the validator never
// reads are unknown.
function watched(value, place, seen) {
    if (typeof value !== "object" || value === null) return value
    return new Proxy(value, {
        get(target, key) {
            const member = target[key]
            if (typeof key === "symbol" || !Object.hasOwn(target, key)) return member
            seen.add(`${place}/${key}`)
            return watched(member, `${place}/${key}`, seen)
        },
    })
}
function membersOf(value, place = "") {
    if (typeof value !== "object" || value === null) return []
    return Object.entries(value).flatMap(([key, member]) => [
        ...(Array.isArray(value) ? [] : [`${place}/${key}`]),
        ...membersOf(member, `${place}/${key}`),
    ])
}

function validate(file, manifest) {
    const model = require(`kubernetes-models/${manifest.apiVersion}`)[manifest.kind]
    if (!model) return faults.push(`${file}: no ${manifest.kind} in ${manifest.apiVersion}`)
    const seen = new Set()
    const object = new model(manifest)
    try {
        object.validate.call(watched(object, "", seen))
    } catch (error) {
        faults.push(`${file}: ${error.message}`)
    }
    const top = ["apiVersion", "kind"].map((key) => `/${key}`)
    for (const member of membersOf(manifest))
        hold(top.includes(member) || seen.has(member), `${file}: ${manifest.kind} has no member ${member}`)
}

const folder = path.join(deploy, "kubernetes")
const kustomization = parse(fs.readFileSync(path.join(folder, "kustomization.yaml"), "utf8"))
const files = fs.readdirSync(folder).filter((file) => file !== "kustomization.yaml")
hold(files.sort().join() === [...kustomization.resources].sort().join(), "kustomization.yaml does not list every manifest")
const kinds = {}
for (const file of files) {
    const manifest = parse(fs.readFileSync(path.join(folder, file), "utf8"))
    kinds[manifest.kind] = manifest
    validate(file, manifest)
}

const { Deployment, Service, HorizontalPodAutoscaler, PodDisruptionBudget, NetworkPolicy, ConfigMap } = kinds
const pod = Deployment.spec.template
const [container] = pod.spec.containers
const covers = (selector) => Object.entries(selector).every(([key, value]) => pod.metadata.labels[key] === value)
hold(covers(Deployment.spec.selector.matchLabels), "the Deployment does not select its pods")
hold(covers(Service.spec.selector), "the Service does not select the pods")
hold(covers(PodDisruptionBudget.spec.selector.matchLabels), "the PodDisruptionBudget does not select the pods")
hold(covers(NetworkPolicy.spec.podSelector.matchLabels), "the NetworkPolicy does not select the pods")
hold(HorizontalPodAutoscaler.spec.scaleTargetRef.name === Deployment.metadata.name, "the autoscaler scales something else")
hold(HorizontalPodAutoscaler.spec.minReplicas > PodDisruptionBudget.spec.maxUnavailable, "a disruption may take all pods")
const portNames = container.ports.map((port) => port.name)
hold(Service.spec.ports.every((port) => portNames.includes(port.targetPort)), "the Service names no port of the pods")
for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"])
    hold(portNames.includes(container[probe].httpGet.port), `${probe} names no port of the pods`)
const volumes = pod.spec.volumes.map((volume) => volume.name)
hold(container.volumeMounts.every((mount) => volumes.includes(mount.name)), "a mount names no volume")
hold(pod.spec.volumes.some((volume) => volume.configMap?.name === ConfigMap.metadata.name), "the ConfigMap is not mounted")

function holdHardened(name, template) {
    const [container] = template.spec.containers
    const context = container.securityContext
    hold(context.readOnlyRootFilesystem === true, `${name}: the root file system can be written to`)
    hold(context.allowPrivilegeEscalation === false, `${name}: privileges can grow`)
    hold(context.capabilities.drop.includes("ALL"), `${name}: capabilities are kept`)
    hold(template.spec.securityContext.runAsNonRoot === true, `${name}: the pod may run as root`)
    hold(template.spec.automountServiceAccountToken === false, `${name}: the pod may ask the cluster`)
    hold(container.resources.limits.memory && container.resources.requests.cpu, `${name}: resources are not bounded`)
    hold(!/:latest$/.test(container.image) && container.image.includes(":"), `${name}: the image has no version`)
}
holdHardened("deployment.yaml", pod)
hold(!Object.values(ConfigMap.data).join().match(/:[^/@\s]+@/), "a password is in the ConfigMap")
hold(container.env.filter((each) => /PASS|SECRET|TOKEN/.test(each.name)).every((each) => each.valueFrom?.secretKeyRef),
    "a secret is not in a Secret")

const dockerfile = DockerfileParser.parse(fs.readFileSync(path.join(deploy, "Dockerfile"), "utf8"))
const last = (keyword) => dockerfile.getInstructions().findLast((each) => each.getKeyword() === keyword)?.getArgumentsContent()
hold(dockerfile.getFROMs().length === 2, "the Dockerfile has not the two stages")
hold(last("USER") === `${pod.spec.securityContext.runAsUser}:${pod.spec.securityContext.runAsGroup}`,
    "Dockerfile and Deployment name different users")
hold(last("EXPOSE") === String(container.ports[0].containerPort), "Dockerfile and Deployment name different ports")
hold(JSON.parse(last("ENTRYPOINT"))[0] === "/usr/bin/psoas-cds", "the image does not start the package's program")

// The replay in shards, which nobody applies with the service.
const ofReplay = {}
const replayFolder = path.join(deploy, "kubernetes-replay")
const replayFiles = fs.readdirSync(replayFolder)
for (const file of replayFiles)
    for (const document of parseAllDocuments(fs.readFileSync(path.join(replayFolder, file), "utf8"))) {
        const manifest = document.toJS()
        ofReplay[manifest.metadata.name + manifest.kind] = manifest
        validate(file, manifest)
        if (manifest.kind === "Job") holdHardened(file, manifest.spec.template)
    }
const shards = ofReplay["psoas-cds-replayJob"].spec
const [replaying] = shards.template.spec.containers
const [merging] = ofReplay["psoas-cds-replay-mergeJob"].spec.template.spec.containers
const shardFolders = merging.args.filter((word) => /^\/results\/\d+$/.test(word))
hold(shards.completionMode === "Indexed", "the Job of the replay has no indices")
hold(replaying.args[0].includes(`+ 1))/${shards.completions}"`), "there are not as many shards as pods")
hold(shardFolders.join() === [...Array(shards.completions).keys()].map((index) => `/results/${index}`).join(),
    "not every shard is merged")
hold(replaying.image === container.image && merging.image === container.image, "the replay has another image")
const claims = (job) => job.template.spec.volumes.map((volume) => volume.persistentVolumeClaim?.claimName)
hold(claims(shards).includes(claims(ofReplay["psoas-cds-replay-mergeJob"].spec)[0]), "results are merged from elsewhere")
fs.writeFileSync(`${configOut}.replay`, ofReplay["psoas-cds-replayConfigMap"].data["psoas-cds.toml"])
fs.writeFileSync(`${configOut}.command`, `${replaying.args[0]}\n${merging.args.join(" ")}\n`)

fs.writeFileSync(configOut, ConfigMap.data["psoas-cds.toml"])
for (const fault of faults) console.error(fault)
console.log(`${files.length + replayFiles.length} files of manifests and the Dockerfile: ${faults.length} faults`)
process.exit(faults.length ? 1 : 0)
