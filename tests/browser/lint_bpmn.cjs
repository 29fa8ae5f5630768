// What bpmnlint finds with its recommended rules, and bpmn-moddle warns of, in texts that come as a
// JSON list: one list of findings for each.
const { BpmnModdle } = require("bpmn-moddle");
const { Linter } = require("bpmnlint");
const NodeResolver = require("bpmnlint/lib/resolver/node-resolver");

async function findings(text) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(text);
  // A linter remembers what it has seen.
  const linter = new Linter({ config: { extends: "bpmnlint:recommended" }, resolver: new NodeResolver() });
  const found = Object.entries(await linter.lint(rootElement)).flatMap(([rule, reports]) =>
    reports.map((report) => `${rule} ${report.id}: ${report.message}`),
  );
  return [...warnings.map((warning) => warning.message), ...found];
}

const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
Promise.all(texts.map(findings)).then((found) => console.log(JSON.stringify(found)));
